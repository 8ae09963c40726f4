package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.DosyncException;
import org.dosync.Isolation;
import org.dosync.NoTransactionException;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.RetryLimitException;
import org.dosync.Transaction;
import org.dosync.TransactionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A method with @Dosync is a transaction, whoever calls it through the container. */
@Beans({
  DosyncTest.Payroll.class,
  DosyncTest.Account.class,
  DosyncTest.WholeClass.class,
  DosyncTest.ByStereotype.class,
  DosyncTest.Child.class,
  DosyncTest.Around.class,
  DosyncTest.Inside.class
})
@Timeout(60)
class DosyncTest {

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Counted {}

  /** As an application has them: around the transaction. */
  @Counted
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class Around {
    static final AtomicInteger CALLS = new AtomicInteger();

    @AroundInvoke
    Object count(InvocationContext call) throws Exception {
      CALLS.incrementAndGet();
      return call.proceed();
    }
  }

  /** Inside the transaction, against all advice. */
  @Counted
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_AFTER + 600)
  static class Inside {
    static final List<Object> SEEN = new CopyOnWriteArrayList<>();

    @AroundInvoke
    Object change(InvocationContext call) throws Exception {
      SEEN.add(call.getParameters()[0]);
      call.setParameters(new Object[] {call.getParameters()[0] + "!"});
      return call.proceed();
    }
  }

  @ApplicationScoped
  static class Payroll {
    final Ref<String> location = Ref.of("Chicago");
    final Ref<Integer> salary = Ref.of(30_000);
    final AtomicInteger tries = new AtomicInteger();

    @Dosync
    void relocate(String city, int raise) {
      location.set(city);
      salary.alter(s -> s + raise);
    }

    @Dosync
    String look() {
      return location.deref() + ", " + salary.deref();
    }

    @Dosync
    void failAfterwards(Exception failure) throws Exception {
      relocate("nowhere", 1);
      throw failure;
    }

    @Dosync(commitOn = IOException.class)
    void failButCommit(Exception failure) throws Exception {
      relocate("somewhere", 1);
      throw failure;
    }

    @Dosync(commitOn = Throwable.class)
    void loseOnceAndCommitWhateverHappens() {
      loseOnce("");
    }

    @Dosync(name = "poor", maxRetries = 2)
    void alwaysLoses() {
      salary.alter(s -> s + 1);
      tries.incrementAndGet();
      Patience.elsewhere(() -> Transaction.dosync(() -> salary.alter(s -> s + 1)));
    }

    @Dosync(timeout = "20ms")
    void waitsInVain() {
      Transaction.check(salary.deref() < 0);
    }

    @Dosync(readOnly = true)
    void writesThoughReadOnly() {
      salary.set(0);
    }

    @Dosync(propagation = Propagation.MANDATORY)
    void joinsOnly() {
      salary.alter(s -> s + 1);
    }

    @Dosync(propagation = Propagation.NEVER)
    void standsAlone() {}

    @Dosync(isolation = Isolation.SNAPSHOT)
    void snapshot() {
      salary.alter(s -> s + 1);
    }

    @Dosync
    @Counted
    String loseOnce(String argument) {
      salary.alter(s -> s + 1);
      if (tries.incrementAndGet() == 1) {
        Patience.elsewhere(() -> Transaction.dosync(() -> salary.alter(s -> s + 1)));
      }
      return argument;
    }

    int tries() {
      return tries.get();
    }

    int salary() {
      return salary.deref();
    }

    void outside() {
      salary.set(1);
    }
  }

  @ApplicationScoped
  static class Account {
    final Ref<Integer> balance = Ref.of(1_000);
    final Ref<Integer> other = Ref.of(1_000);

    @Dosync
    void move(int amount) {
      balance.alter(b -> b - amount);
      other.alter(b -> b + amount);
    }

    @Dosync
    int sum() {
      return balance.deref() + other.deref();
    }
  }

  @Dosync
  @ApplicationScoped
  static class WholeClass {
    private final Ref<Integer> value = Ref.of(0);

    int value() {
      return value.deref();
    }

    void change() {
      value.alter(v -> v + 1);
    }

    @Dosync(readOnly = true)
    void methodGoesFirst() {
      value.set(1);
    }
  }

  @Stereotype
  @Dosync
  @ApplicationScoped
  @Retention(RetentionPolicy.RUNTIME)
  @interface Transactional {}

  @Transactional
  static class ByStereotype {
    private final Ref<Integer> value = Ref.of(0);

    int value() {
      return value.deref();
    }

    void change() {
      value.alter(v -> v + 1);
    }
  }

  static class Parent {
    private final Ref<Integer> value = Ref.of(0);

    int value() {
      return value.deref();
    }

    @Dosync
    void change() {
      value.alter(v -> v + 1);
    }
  }

  @Dependent
  static class Child extends Parent {}

  @Inject Payroll payroll;
  @Inject Account account;
  @Inject WholeClass wholeClass;
  @Inject ByStereotype byStereotype;
  @Inject Child child;

  @Test
  void allChangesTakePlaceTogether() {
    payroll.relocate("San Francisco", 15_000);

    assertThat(payroll.look()).isEqualTo("San Francisco, 45000");
  }

  @Test
  void everyExceptionAbortsAndReachesTheCallerUnchanged() {
    for (Exception failure : List.of(new IOException("io"), new IllegalStateException("state"))) {
      assertThatThrownBy(() -> payroll.failAfterwards(failure)).isSameAs(failure);
    }
    assertThat(payroll.look()).isEqualTo("Chicago, 30000");
  }

  @Test
  void commitOnCommitsAndReachesTheCallerToo() {
    IOException failure = new IOException("io");
    assertThatThrownBy(() -> payroll.failButCommit(failure)).isSameAs(failure);
    assertThat(payroll.look()).isEqualTo("somewhere, 30001");

    assertThatThrownBy(() -> payroll.failButCommit(new IllegalStateException("state")))
        .hasMessage("state");
    assertThat(payroll.look()).isEqualTo("somewhere, 30001");
  }

  @Test
  void lostTryIsNothingToCommitOn() {
    payroll.loseOnceAndCommitWhateverHappens();
    assertThat(payroll.tries()).isEqualTo(2);
    assertThat(payroll.salary()).isEqualTo(30_002);
  }

  @Test
  void maxRetriesEndsTheTriesAndNamesTheTransaction() {
    assertThatThrownBy(() -> payroll.alwaysLoses())
        .isInstanceOf(RetryLimitException.class)
        .hasMessageContaining("poor");
    assertThat(payroll.tries()).isEqualTo(3);
  }

  @Test
  void timeoutEndsAWaitAndTheNameIsThatOfTheMethod() {
    assertThatThrownBy(() -> payroll.waitsInVain())
        .isInstanceOf(TransactionTimeoutException.class)
        .hasMessageContaining("Payroll.waitsInVain");
  }

  @Test
  void readOnlyRefusesAChange() {
    assertThatThrownBy(() -> payroll.writesThoughReadOnly())
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void propagationIsThatOfTheAnnotation() {
    assertThatThrownBy(() -> payroll.joinsOnly()).isInstanceOf(NoTransactionException.class);
    Transaction.dosync(() -> payroll.joinsOnly());
    assertThatThrownBy(() -> Transaction.dosync(() -> payroll.standsAlone()))
        .isInstanceOf(DosyncException.class);
    payroll.standsAlone();
    payroll.snapshot();
    assertThat(payroll.salary()).isEqualTo(30_002);
  }

  @Test
  void eachTryHasTheArgumentsOfTheCallAndApplicationInterceptorsRunOnce() {
    Around.CALLS.set(0);

    assertThat(payroll.loseOnce("Bob")).startsWith("Bob");
    assertThat(payroll.tries()).isEqualTo(2);
    assertThat(Around.CALLS).hasValue(1);
  }

  @Test
  void interceptorInsideRunsForEachTryButOnOpenWebBeansForTheFirst() {
    Inside.SEEN.clear();

    assertThat(payroll.loseOnce("Bob")).isEqualTo(Containers.isOpenWebBeans() ? "Bob" : "Bob!");
    assertThat(Inside.SEEN).containsOnly("Bob").hasSize(Containers.isOpenWebBeans() ? 1 : 2);
  }

  @Test
  void methodWithoutTheAnnotationIsNoTransaction() {
    assertThatThrownBy(() -> payroll.outside()).isInstanceOf(NoTransactionException.class);
  }

  @Test
  void annotationMayBeOnTheClassTheStereotypeOrTheSuperclass() {
    wholeClass.change();
    byStereotype.change();
    child.change();

    assertThat(wholeClass.value()).isEqualTo(1);
    assertThat(byStereotype.value()).isEqualTo(1);
    assertThat(child.value()).isEqualTo(1);
    assertThatThrownBy(() -> wholeClass.methodGoesFirst()).isInstanceOf(DosyncException.class);
  }

  @Test
  void eightThreadsKeepTheSumOfTwoAccounts() throws Exception {
    CyclicBarrier start = new CyclicBarrier(9);
    CountDownLatch done = new CountDownLatch(8);
    AtomicInteger wrong = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int j = 0; j < 500; j++) {
                    account.move(j % 7);
                    wrong.addAndGet(account.sum() == 2_000 ? 0 : 1);
                  }
                } catch (Exception e) {
                  wrong.incrementAndGet();
                } finally {
                  done.countDown();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    start.await();
    assertThat(done.await(50, TimeUnit.SECONDS)).isTrue();

    assertThat(wrong).hasValue(0);
    assertThat(account.sum()).isEqualTo(2_000);
  }
}
