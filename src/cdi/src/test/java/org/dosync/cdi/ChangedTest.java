package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes and failures are told to the observers of the application. */
@Beans({
  ChangedTest.Firm.class,
  ChangedTest.Raise.class,
  ChangedTest.Audit.class,
  ChangedTest.Broken.class,
  ChangedTest.Request.class,
  ChangedTest.Ledger.class
})
@Timeout(60)
class ChangedTest {

  @Dependent
  static class Firm {
    @Inject
    @Shared(value = "salary", initial = "30000")
    Ref<Integer> salary;

    @Inject
    @Shared("city")
    Atom<String> city;

    @Inject
    @Shared(value = "sold", initial = "1")
    Agent<Integer> sold;

    @Inject
    @Shared("names")
    Atom<List<String>> names;
  }

  @Dependent
  static class Raise {
    @Inject
    @Shared("salary")
    Ref<Integer> salary;

    @Dosync
    void twice(int by) {
      salary.alter(s -> s + by);
      salary.alter(s -> s + by);
      Transaction.onCommit(() -> Audit.HEARD.add("committed"));
      assertThat(Audit.HEARD).isEmpty();
    }
  }

  @ApplicationScoped
  static class Audit {
    static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static void hear(String who, Changed<?> change) {
      HEARD.add(who + " " + change.oldValue() + " -> " + change.newValue());
    }

    void salary(@Observes @Priority(3) @Shared("salary") Changed<Integer> change) {
      hear("salary", change);
    }

    void numbers(@Observes @Priority(4) Changed<? extends Number> change) {
      hear("number " + change.name(), change);
    }

    void names(@Observes Changed<List<String>> change) {
      hear("names", change);
    }

    void cities(@Observes @Shared("city") Changed<?> change, Request request) {
      hear("city", change);
      request.touch();
      assertThat(Transaction.isRunning()).isFalse();
    }
  }

  @RequestScoped
  static class Request {
    void touch() {}
  }

  @ApplicationScoped
  static class Broken {
    static final List<Failure> SEEN = new CopyOnWriteArrayList<>();

    void salary(@Observes @Priority(1) @Shared("salary") Changed<Integer> change) {
      throw new IllegalStateException("no ink");
    }

    void failure(@Observes Failure failure) {
      SEEN.add(failure);
      throw new IllegalStateException("no paper");
    }
  }

  @AgentState
  static class Ledger {
    private int sum;

    void on(@Observes @Shared("sold") Changed<Integer> change) {
      sum += change.newValue();
      assertThat(Thread.currentThread().getName()).startsWith("dosync");
    }

    int sum() {
      return sum;
    }
  }

  @Inject Firm firm;
  @Inject Raise raise;
  @Inject Ledger ledger;
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() {
    Audit.HEARD.clear();
    Broken.SEEN.clear();
    Failures.setHandler(failures::add);
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void transactionIsOneChangeToldAfterItsCommit() {
    raise.twice(500);

    assertThat(Audit.HEARD)
        .containsSubsequence("salary 30000 -> 31000", "number salary 30000 -> 31000")
        .contains("committed")
        .hasSize(3);
    assertThat(firm.salary.deref()).isEqualTo(31_000);
  }

  @Test
  void abortedTransactionIsNoChange() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      firm.salary.set(1);
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");

    assertThat(Audit.HEARD).isEmpty();
  }

  @Test
  void observersAreToldByTheTypeOfTheValue() {
    firm.city.reset("Chicago");
    firm.names.reset(List.of("Bob"));

    assertThat(Audit.HEARD).containsExactly("city null -> Chicago", "names null -> [Bob]");
    assertThat(failures).isEmpty();
  }

  @Test
  void whatAnObserverThrowsIsReportedAndStopsNobody() {
    Transaction.dosync(
        () -> {
          firm.salary.set(31_000);
          firm.sold.send(n -> n + 1);
        });
    Agent.await(firm.sold);

    assertThat(Audit.HEARD).contains("salary 30000 -> 31000", "number sold 1 -> 2");
    assertThat(failures).singleElement();
    assertThat(failures.get(0).what()).isEqualTo("watch observer Broken");
    assertThat(failures.get(0).source()).isSameAs(firm.salary);
    assertThat(failures.get(0).cause()).hasStackTraceContaining("no ink");
  }

  @Test
  void failuresAreEventsBesideTheHandler() {
    Failure failure = new Failure("test", null, new IllegalStateException("on purpose"));
    Failures.report(failure);

    assertThat(Broken.SEEN).containsExactly(failure);
    assertThat(failures).containsExactly(failure);
  }

  @Test
  void agentBeanObservesOnAThreadOfItsOwn() {
    for (int i = 0; i < 10; i++) {
      firm.sold.send(n -> n + 1);
    }
    Agent.await(firm.sold);

    assertThat(ledger.sum()).isEqualTo(2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11);
  }
}
