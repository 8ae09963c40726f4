package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dosync.DosyncException;
import org.dosync.Policy;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.DosyncExtension;
import org.dosync.cdi.SideEffect;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Woven beans: the interceptor is there too, and nothing happens twice. */
@DosyncTest(retries = 0)
@Timeout(60)
class WovenBeanTest {

  private SeContainer container;

  @BeforeEach
  void start() {
    container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new DosyncExtension())
            .addBeanClasses(
                Bookings.class, Last.class, Base.class, Sub.class, Text.class, Letters.class)
            .initialize();
  }

  @AfterEach
  void end() {
    container.close();
  }

  private <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  @ApplicationScoped
  static class Bookings {
    final Ref<Integer> seats = Ref.of(0);
    final Ref<Integer> numbers = Ref.of(0);

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "fresh")
    int fresh(int number) {
      number++;
      numbers.set(number);
      return number;
    }

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "deep")
    void deep(int depth) {
      if (depth > 1) {
        deep(depth - 1);
      }
      seats.alter(n -> n + 1);
    }

    @Dosync(name = "outer")
    int callsItself() {
      return fresh(1) + hidden() + shared();
    }

    int callsPrivate() {
      return hidden();
    }

    @Dosync(name = "hidden")
    private int hidden() {
      seats.alter(n -> n + 10);
      return seats.deref();
    }

    @Dosync(name = "shared")
    static int shared() {
      return Transaction.isRunning() ? 100 : -1;
    }

    @Dosync(propagation = Propagation.NEVER)
    boolean never() {
      return Transaction.isRunning();
    }

    @Dosync(commitOn = IOException.class)
    void commitAndThrow(IOException thrown) throws IOException {
      seats.set(77);
      throw thrown;
    }

    int look() {
      return seats.deref();
    }
  }

  @Test
  void oneTransactionForEachCall() {
    Bookings bookings = bean(Bookings.class);

    assertThat(bookings.fresh(1)).isEqualTo(2);
    assertThat(Probe.commits("fresh")).isEqualTo(1);
    assertThat(Probe.tries("fresh")).isEqualTo(1);
  }

  @Test
  void oneForEachTryWithTheArgumentsOfTheCall() {
    Bookings bookings = bean(Bookings.class);
    Probe.forceConflicts("fresh", 3);

    assertThat(bookings.fresh(1)).isEqualTo(2);
    assertThat(Probe.tries("fresh")).isEqualTo(4);
    assertThat(Probe.commits("fresh")).isEqualTo(1);
  }

  @Test
  void callOfItself() {
    Bookings bookings = bean(Bookings.class);

    assertThat(bookings.callsItself()).isEqualTo(2 + 10 + 100);
    assertThat(Probe.commits("outer")).isEqualTo(1);
    assertThat(Probe.commits("fresh")).isEqualTo(1);
    assertThat(Probe.commits("hidden") + Probe.commits("shared")).as("parts of outer").isZero();
  }

  @Test
  void callOfItselfInATransactionOfItsOwn() {
    bean(Bookings.class).deep(3);

    assertThat(Probe.commits("deep")).isEqualTo(3);
  }

  @Test
  void privateMethod() {
    assertThat(bean(Bookings.class).callsPrivate()).isEqualTo(10);
    assertThat(Probe.commits("hidden")).isEqualTo(1);
  }

  @Test
  void staticMethod() {
    assertThat(Bookings.shared()).isEqualTo(100);
    assertThat(Probe.commits("shared")).isEqualTo(1);
  }

  @Test
  void neverMeansNever() {
    Bookings bookings = bean(Bookings.class);

    assertThat(bookings.never()).isFalse();
    assertThatThrownBy(() -> Transaction.dosync(() -> bookings.never()))
        .isInstanceOf(DosyncException.class);
  }

  @Test
  void exceptionThatCommits() {
    Bookings bookings = bean(Bookings.class);
    IOException thrown = new IOException();

    assertThatThrownBy(() -> bookings.commitAndThrow(thrown)).isSameAs(thrown);
    assertThat(bookings.look()).isEqualTo(77);
  }

  @ApplicationScoped
  static class Last {
    final Ref<Integer> count = Ref.of(0);

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "last")
    final int last() {
      count.alter(n -> n + 1);
      return count.deref();
    }

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "first")
    int first() {
      return last();
    }
  }

  @Test
  void finalMethod() {
    assertThat(bean(Last.class).first()).isEqualTo(1);
    assertThat(Probe.commits("last")).isEqualTo(1);
    assertThat(Probe.commits("first")).isEqualTo(1);
  }

  @Dosync(name = "base", propagation = Propagation.REQUIRES_NEW)
  static class Base {
    boolean inherited() {
      return Transaction.isRunning();
    }
  }

  @Dosync(name = "sub", propagation = Propagation.REQUIRES_NEW)
  @Dependent
  static class Sub extends Base {}

  @Test
  void whatTheContainerKnowsOfTheBeanGoesFirst() {
    assertThat(bean(Sub.class).inherited()).isTrue();
    assertThat(Probe.commits("sub")).isEqualTo(1);
    assertThat(Probe.commits("base")).isZero();

    assertThat(new Sub().inherited()).isTrue();
    assertThat(Probe.commits("base")).isEqualTo(1);
  }

  interface Converter<T> {
    T convert(T value);
  }

  @ApplicationScoped
  static class Text implements Converter<String> {
    @Override
    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "text")
    public String convert(String value) {
      return value + Transaction.isRunning();
    }
  }

  @Test
  void methodOfAGenericInterface() {
    Converter<String> converter = bean(Text.class);

    assertThat(converter.convert("x")).isEqualTo("xtrue");
    assertThat(Probe.commits("text")).isEqualTo(1);
  }

  @ApplicationScoped
  static class Letters {
    private final List<String> sent = new ArrayList<>();

    @SideEffect(Policy.DEFER)
    @Dosync(name = "send")
    void send(String letter) {
      sent.add(letter + Transaction.isRunning());
    }

    @SideEffect
    private void forbidden() {
      sent.add("forbidden");
    }

    void callForbidden() {
      forbidden();
    }

    @SideEffect(Policy.WARN)
    void allowed() {
      sent.add("allowed");
      Transaction.io("print");
    }

    List<String> sent() {
      return sent;
    }
  }

  @Test
  void sideEffectWaitsForTheCommitAndHappensOnce() {
    Letters letters = bean(Letters.class);

    Transaction.dosync(() -> letters.send("a"));

    assertThat(letters.sent()).containsExactly("atrue");
    assertThat(Probe.commits("send")).isEqualTo(1);
  }

  @Test
  void sideEffectOfAPrivateMethod() {
    Letters letters = bean(Letters.class);

    assertThatThrownBy(() -> Transaction.dosync(letters::callForbidden))
        .isInstanceOf(SideEffectInTransactionException.class);
    letters.callForbidden();
    assertThat(letters.sent()).containsExactly("forbidden");
  }

  @Test
  void sideEffectThatMayHappen() {
    Letters letters = bean(Letters.class);

    Transaction.dosync(letters::allowed);

    assertThat(letters.sent()).containsExactly("allowed");
  }
}
