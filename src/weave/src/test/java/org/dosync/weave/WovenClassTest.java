package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the annotation may be: on a class or one above, an interface, a record, an enum. */
@DosyncTest
@Timeout(60)
class WovenClassTest {

  @Dosync
  static class WholeClass {
    boolean plain() {
      return Transaction.isRunning();
    }

    final boolean last() {
      return Transaction.isRunning();
    }

    private boolean hidden() {
      return Transaction.isRunning();
    }

    static boolean shared() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    boolean byItself() {
      return hidden();
    }
  }

  static class Child extends WholeClass {
    boolean more() {
      return Transaction.isRunning();
    }

    @Override
    boolean plain() {
      return Transaction.isRunning();
    }
  }

  @Test
  void annotationOnTheClass() {
    assertThat(new WholeClass().plain()).isTrue();
    assertThat(new WholeClass().last()).isTrue();
    assertThat(new WholeClass().byItself()).as("private, and on the method first").isFalse();
    assertThat(WholeClass.shared()).isFalse();
  }

  @Test
  void annotationOnTheClassAbove() {
    assertThat(new Child().more()).isTrue();
    assertThat(new Child().plain()).isTrue();
    assertThat(new Child().last()).isTrue();
  }

  static class Parent {
    @Dosync
    boolean inherited() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean overridden() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean extended() {
      return Transaction.isRunning();
    }
  }

  static class Overrider extends Parent {
    @Override
    boolean overridden() {
      return Transaction.isRunning();
    }

    @Override
    @Dosync(name = "extended")
    boolean extended() {
      return super.extended();
    }
  }

  @Test
  void methodThatOverridesHasItsOwnAnnotationsOnly() {
    Overrider object = new Overrider();

    assertThat(object.inherited()).isTrue();
    assertThat(object.overridden()).isFalse();
    assertThat(object.extended()).isTrue();
    assertThat(Probe.commits("extended")).isEqualTo(1);
    assertThat(Probe.commits("Parent.extended")).isZero();
  }

  interface Converter<T> {
    T convert(T value);

    @Dosync
    default boolean isRunning() {
      return Transaction.isRunning();
    }

    @Dosync
    static boolean isRunningToo() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean isRunningInAnImplementation();
  }

  static class Upper implements Converter<String> {
    @Override
    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "convert")
    public String convert(String value) {
      return value + Transaction.isRunning();
    }

    @Override
    public boolean isRunningInAnImplementation() {
      return Transaction.isRunning();
    }
  }

  @Test
  void interfaceMethodsAndBridges() {
    Converter<String> converter = new Upper();

    assertThat(converter.convert("x")).isEqualTo("xtrue");
    assertThat(Probe.commits("convert")).isEqualTo(1);
    assertThat(converter.isRunning()).isTrue();
    assertThat(Converter.isRunningToo()).isTrue();
    assertThat(converter.isRunningInAnImplementation()).isFalse();
  }

  @Dosync
  record Seat(Ref<String> guest) {
    void take(String name) {
      guest.set(name);
    }
  }

  enum Counter {
    ONE;

    final Ref<Integer> count = Ref.of(0);

    @Dosync
    void count() {
      count.alter(n -> n + 1);
    }
  }

  @Test
  void recordAndEnum() {
    Seat seat = new Seat(Ref.of(""));
    int before = Counter.ONE.count.deref();

    seat.take("Bob");
    Counter.ONE.count();

    assertThat(seat.guest().deref()).isEqualTo("Bob");
    assertThat(Counter.ONE.count.deref()).isEqualTo(before + 1);
  }
}
