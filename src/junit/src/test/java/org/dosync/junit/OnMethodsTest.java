package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.testing.Observation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The annotation on a method: alone, or where another one on the class says something else. */
class OnMethodsTest {

  private static final TransactionOptions BOOK = Transaction.options().name("book");

  private static long tries() {
    BOOK.dosync(() -> 1);
    return Probe.tries("book");
  }

  private static void assertNoClock() {
    assertThatThrownBy(Probe::clock).isInstanceOf(IllegalStateException.class);
  }

  @Nested
  class Alone {

    private final boolean constructed = Observation.observer() != null;

    @Test
    void otherTestsAreNotLookedAt() {
      assertThat(constructed).isFalse();
      assertThat(Observation.observer()).isNull();
    }

    @Test
    @DosyncTest
    void itsConstructionIsLookedAtToo() {
      assertThat(constructed).isTrue();
      assertThat(tries()).isEqualTo(2);
    }

    @Test
    @DosyncTest(retries = 3, guard = false)
    void itsElementsCount() {
      assertThat(tries()).isEqualTo(4);
      assertThat(Observation.isGuarded()).isFalse();
      assertNoClock();
    }

    @Test
    @DosyncTest(manualClock = true)
    void itsClockStandsStill() {
      assertThat(Probe.clock().nanoTime()).isZero();
    }
  }

  @Nested
  @DosyncTest
  class OnAClassWithoutAClock {

    @Test
    @DosyncTest(manualClock = true)
    void aMethodMayHaveOne() {
      assertThat(Probe.clock().nanoTime()).isZero();
    }

    @Test
    void othersHaveNone() {
      assertNoClock();
    }
  }

  @Nested
  @DosyncTest(manualClock = true)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WithOneInstanceForAllTests {

    private final ManualClock clock = Probe.clock();

    @Test
    void theClockIsThatOfTheInstance() {
      assertThat(Probe.clock()).isSameAs(clock);
    }

    @Test
    @DosyncTest
    void aMethodMayDoWithoutIt() {
      assertNoClock();
    }

    @Nested
    class OfThatInstance {

      private final ManualClock inner = Probe.clock();

      @Test
      void nestedTestsHaveTheSameClock() {
        assertThat(inner).isSameAs(clock);
        assertThat(Probe.clock()).isSameAs(clock);
      }
    }
  }

  @Nested
  @DosyncTest(manualClock = true)
  class WithInstancesInInstances {

    private final ManualClock outer = Probe.clock();

    @Nested
    class Inner {

      private final ManualClock inner = Probe.clock();

      @Test
      void allHaveOneClock() {
        assertThat(inner).isSameAs(outer);
        assertThat(Probe.clock()).isSameAs(outer);
      }
    }
  }

  static class Negative {
    @Test
    @DosyncTest(retries = -1)
    void test() {}
  }

  @DosyncTest
  static class NegativeInAClass {
    @Test
    @DosyncTest(retries = -1)
    void test() {}
  }

  @DosyncTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class NegativeForAnInstanceOfAll {
    @Test
    @DosyncTest(retries = -1)
    void test() {}
  }

  @Test
  void negativeRetriesAreRefused() {
    assertThat(List.of(Negative.class, NegativeInAClass.class, NegativeForAnInstanceOfAll.class))
        .allSatisfy(
            testClass ->
                assertThat(Tests.failures(testClass))
                    .containsExactly("retries must be 0 or more, not -1"));
    assertThat(Observation.observer()).isNull();
    assertThat(Observation.isGuarded()).isFalse();
  }

  static class Unmade {
    Unmade() {
      throw new IllegalStateException("not made");
    }

    @Test
    @DosyncTest
    void test() {}
  }

  @Test
  void nobodyIsLookedAtAfterATestThatCouldNotBeMade() {
    assertThat(Tests.failures(Unmade.class)).containsExactly("not made");
    assertThat(Observation.observer()).isNull();
    assertThat(Observation.isGuarded()).isFalse();
  }

  static class LeavesATrace {
    private final List<String> list = new ArrayList<>();

    @Test
    @DosyncTest
    void fill() {
      BOOK.dosync(() -> list.add("Bob"));
    }
  }

  @Test
  void whatATryLeavesIsFound() {
    assertThat(Tests.failures(LeavesATrace.class))
        .containsExactly(
            Tests.message(
                "\"book\" at OnMethodsTest$LeavesATrace.fill",
                "LeavesATrace.list was [] before the try and [Bob] after it"));
  }
}
