package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.DosyncExtension;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** A side effect in a transaction of a test is refused, and told of with its place. */
class GuardTest {

  private static final String PLACE = "(File.java:1). Do it after the transaction";

  /** Would change nothing, as no file can have such a name. */
  private static void write() {
    assertThat(new File("\0").setReadOnly()).isFalse();
  }

  @DosyncTest
  static class Plain {
    @Test
    void writes() {
      Transaction.options().name("report").dosync(GuardTest::write);
    }

    @Test
    void writesAfterTheCommit() {
      Transaction.dosync(() -> Transaction.onCommit(GuardTest::write));
      write();
    }

    @Test
    void computes() {
      Ref<Integer> ref = Ref.of(1);
      assertThat(Transaction.dosync(() -> ref.alter(n -> n + 1))).isEqualTo(2);
      assertThat(Transaction.isGuarded()).isTrue();
    }
  }

  @Test
  void transactionOfAPlainClassIsRefusedWithThePlace() {
    assertThat(Tests.failures(Plain.class))
        .singleElement()
        .asString()
        .contains(
            "FILE_WRITE in transaction \"report\", try 1: java.io.File.setReadOnly, called from"
                + " org.dosync.junit.GuardTest.write"
                + PLACE);
  }

  @ApplicationScoped
  static class Reports {
    @Dosync
    void write() {
      GuardTest.write();
    }
  }

  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses(Reports.class)
  @DosyncTest
  static class Beans {
    @Inject Reports reports;

    @Test
    void writes() {
      reports.write();
    }
  }

  @Test
  void methodOfABeanIsRefusedWithThePlace() {
    assertThat(Tests.failures(Beans.class))
        .singleElement()
        .asString()
        .contains("FILE_WRITE in transaction \"Reports.write\", try 1", "GuardTest.write" + PLACE);
  }

  @DosyncTest(guard = false)
  static class TurnedOff {
    @Test
    void writes() {
      Transaction.dosync(GuardTest::write);
      assertThat(Transaction.isGuarded()).isFalse();
    }

    @DosyncTest
    @Test
    void writesGuarded() {
      Transaction.dosync(GuardTest::write);
    }
  }

  @Test
  void optionTurnsItOff() {
    assertThat(Tests.failures(TurnedOff.class)).singleElement().asString().contains("FILE_WRITE");
  }

  static class WithoutTheAnnotation {
    @Test
    void writes() {
      Transaction.dosync(GuardTest::write);
    }
  }

  @Test
  void otherTestsAreLeftAlone() {
    assertThat(Tests.failures(Plain.class)).hasSize(1);
    assertThat(Tests.failures(WithoutTheAnnotation.class)).isEmpty();
  }
}
