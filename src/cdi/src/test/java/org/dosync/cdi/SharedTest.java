package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.LongRef;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever injects a name gets the reference of that name. */
@Beans({
  SharedTest.One.class,
  SharedTest.Other.class,
  SharedTest.Values.class,
  SharedTest.Tariff.class,
  SharedTest.Manager.class
})
@Timeout(60)
class SharedTest {

  @ApplicationScoped
  static class One {
    @Inject
    @Shared(value = "salary", initial = "30000")
    Ref<Integer> salary;

    @Dosync
    void raise(int by) {
      salary.alter(s -> s + by);
    }
  }

  @Dependent
  static class Other {
    final Ref<Integer> salary;
    final Ref<Integer> another;

    @Inject
    Other(@Shared("salary") Ref<Integer> salary, @Shared("another") Ref<Integer> another) {
      this.salary = salary;
      this.another = another;
    }
  }

  @Dependent
  static class Values {
    @Inject
    @Shared(value = "text", initial = "Bob")
    Atom<String> text;

    @Inject
    @Shared(value = "timeout", initial = "PT2S")
    Atom<Duration> timeout;

    @Inject
    @Shared(value = "unit", initial = "SECONDS")
    Atom<TimeUnit> unit;

    @Inject
    @Shared(value = "grade", initial = "A")
    Atom<Character> grade;

    @Inject
    @Shared(value = "separator", initial = " ")
    Atom<Character> separator;

    @Inject
    @Shared("map")
    Atom<Map<String, List<Integer>>> map;

    @Inject
    @Shared(value = "sold", initial = "1")
    Agent<Long> sold;

    @Inject
    @Shared("guests")
    Promise<Integer> guests;

    @Inject
    @Shared("visits")
    LongRef visits;

    @Inject
    @Shared(value = "stock", initial = "3000000000")
    LongRef stock;

    @Inject
    @Shared("highest")
    LongRef highest;

    @Inject
    @Shared("lowest")
    Ref<Integer> lowest;

    @Inject
    @Shared("table")
    Atom<List<Integer>> table;
  }

  /** First values that no annotation can tell. */
  @Dependent
  static class Tariff {
    @Produces
    @Shared("table")
    final List<Integer> table = List.of(30_000, 45_000);

    @Produces
    @Shared("lowest")
    int lowest(@Shared("table") Atom<List<Integer>> table) {
      return table.deref().get(0);
    }

    @Produces
    @Shared("highest")
    long highest(@Shared("table") Atom<List<Integer>> table) {
      return table.deref().get(1);
    }

    void forget(@Disposes @Shared("lowest") int lowest, @Shared("disposer") Atom<Integer> own) {}
  }

  @Dependent
  static class Manager {
    @Inject
    @Shared("guests")
    Promise<Integer> guests;

    @Inject
    @Shared(value = "later", initial = "1")
    Instance<Atom<Integer>> later;

    @Inject
    @Shared("later")
    Provider<Atom<Integer>> provider;

    @Inject
    @Shared("later")
    Event<Changed<Integer>> changes;
  }

  @Inject One one;
  @Inject Other other;
  @Inject Values values;
  @Inject Manager manager;
  @Inject @Any Instance<Object> beans;

  @Test
  void oneNameIsOneReference() {
    one.raise(15_000);

    assertThat(other.salary.deref()).isEqualTo(45_000);
    assertThat(other.salary.name()).isEqualTo("salary");
    assertThat(other.another).isNotSameAs(other.salary);
    assertThat(other.another.deref()).isNull();
    Ref<Integer> found =
        beans.select(new TypeLiteral<Ref<Integer>>() {}, Shared.Literal.of("salary")).get();
    assertThat(found).isSameAs(other.salary);
    Transaction.dosync(() -> assertThat(found.alter(s -> s + 1)).isEqualTo(45_001));
  }

  @Test
  void initialValuesAreOfTheirTypes() {
    assertThat(values.text.deref()).isEqualTo("Bob");
    assertThat(values.timeout.deref()).isEqualTo(Duration.ofSeconds(2));
    assertThat(values.unit.deref()).isEqualTo(TimeUnit.SECONDS);
    assertThat(values.grade.deref()).isEqualTo('A');
    assertThat(values.separator.deref()).isEqualTo(' ');
    assertThat(values.map.deref()).isNull();
    assertThat(values.visits.getAsLong()).isZero();
    assertThat(values.stock.getAsLong()).isEqualTo(3_000_000_000L);
    assertThat(values.stock.name()).isEqualTo("stock");
    Agent.await(values.sold.send(n -> n + 1));
    assertThat(values.sold.deref()).isEqualTo(2L);
  }

  @Test
  void referenceMayBeAskedForLater() {
    assertThat(manager.later.get().deref()).isEqualTo(1);
    assertThat(manager.provider.get()).isSameAs(manager.later.get());
    manager.changes.fire(new Changed<>("later", 1, 2)); // is another matter
  }

  @Test
  void promiseIsDeliveredToAll() {
    assertThat(manager.guests.isRealized()).isFalse();

    values.guests.deliver(50);

    assertThat(manager.guests.deref()).isEqualTo(50);
  }

  @Test
  void producersGiveFirstValues() {
    assertThat(values.table.deref()).containsExactly(30_000, 45_000);
    assertThat(values.lowest.deref()).isEqualTo(30_000);
    assertThat(values.lowest.name()).isEqualTo("lowest");
    assertThat(values.highest.getAsLong()).isEqualTo(45_000);
  }
}
