package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.DosyncException;
import org.dosync.ErrorMode;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Overflow;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent makes, uses and destroys the instance of its bean itself, on its own turn. */
@Beans({
  AgentLifeTest.Resource.class,
  AgentLifeTest.Fragile.class,
  AgentLifeTest.Unmade.class,
  AgentLifeTest.UnmadeAndFailed.class,
  AgentLifeTest.Impatient.class,
  AgentLifeTest.Forgetful.class,
  AgentLifeTest.CountedInterceptor.class
})
@Timeout(60)
class AgentLifeTest {

  /** What happened, and on whose turn. */
  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  static final AtomicInteger INTERCEPTED = new AtomicInteger();

  private static void note(String event) {
    Agent<?> agent = Agent.current();
    EVENTS.add(event + (agent == null ? "" : " by " + agent.name()));
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Counted {}

  @Counted
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class CountedInterceptor {
    @AroundInvoke
    Object count(InvocationContext call) throws Exception {
      INTERCEPTED.incrementAndGet();
      return call.proceed();
    }
  }

  @AgentState
  @Counted
  static class Resource {
    private int used;

    @PostConstruct
    void open() {
      note("open");
    }

    int use() {
      return ++used;
    }

    /** Hands itself out. */
    Runnable listener() {
      return this::use;
    }

    void hold(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
      note("held");
    }

    @PreDestroy
    void close() {
      note("close after " + used);
    }
  }

  @AgentState(errorMode = ErrorMode.FAIL)
  static class Fragile {
    private int used;

    @PostConstruct
    void open() {
      note("open");
    }

    int use() {
      return ++used;
    }

    void useUnheard() {
      used++;
    }

    CompletableFuture<Integer> useLater() {
      return CompletableFuture.completedFuture(++used);
    }

    void fail() {
      throw new IllegalStateException("on purpose");
    }

    void failAfter(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
      fail();
    }

    @Restart
    void restart() {}

    @Restart
    int restartAndUse() {
      return ++used;
    }

    @PreDestroy
    void close() {
      note("close after " + used);
    }
  }

  static int failures;

  @AgentState
  static class Unmade {
    @PostConstruct
    void open() {
      if (failures-- > 0) {
        throw new IllegalArgumentException("no file");
      }
    }

    int use() {
      return 1;
    }

    void useUnheard() {}

    CompletableFuture<Integer> useLater() {
      return CompletableFuture.completedFuture(1);
    }
  }

  @AgentState(errorMode = ErrorMode.FAIL)
  static class UnmadeAndFailed {
    @PostConstruct
    void open() {
      if (failures-- > 0) {
        throw new IllegalArgumentException("no file");
      }
    }

    int use() {
      return 1;
    }

    @Restart
    void restart() {}
  }

  @AgentState
  static class Impatient {
    @Inject Impatient self;

    @PostConstruct
    void open() {
      self.use();
    }

    void use() {}
  }

  @AgentState(capacity = 2, overflow = Overflow.DROP_OLDEST)
  static class Forgetful {
    void hold(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
    }

    void note() {}
  }

  @Inject Instance<Object> beans;
  @Inject Resource resource;
  @Inject Fragile fragile;
  @Inject Unmade unmade;
  @Inject UnmadeAndFailed unmadeAndFailed;
  @Inject Impatient impatient;
  @Inject Forgetful forgetful;

  private final List<Failure> reported = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
    INTERCEPTED.set(0);
    failures = 0;
    Failures.setHandler(reported::add);
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void instanceIsMadeOnceByItsFirstActionAndInterceptedOnceForACall() {
    assertThat(EVENTS).isEmpty();
    assertThat(resource.use()).isEqualTo(1);
    assertThat(resource.use()).isEqualTo(2);
    assertThat(EVENTS).containsExactly("open by Resource");
    assertThat(INTERCEPTED).hasValue(2);
  }

  @Test
  void instanceThatHandsItselfOutIsStillCalledByItsAgent() {
    assumeFalse(
        Containers.isOpenWebBeans(), "docs/containers.md: there this is what is not intercepted");
    Runnable listener = resource.listener();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < 100; n++) listener.run();
              }));
    }
    threads.forEach(Thread::start);
    threads.forEach(AgentLifeTest::join);
    assertThat(resource.use()).isEqualTo(801);
    assertThat(EVENTS).containsExactly("open by Resource");
  }

  @Test
  void applicationThatEndsDestroysTheInstanceOnceAfterItsLastAction() {
    try (SeContainer container = Containers.start(Resource.class, CountedInterceptor.class)) {
      container.select(Resource.class).get().use();
    }
    assertThat(EVENTS).containsExactly("open by Resource", "close after 1");
  }

  @Test
  void beanThatNobodyHasCalledIsNeitherMadeNorDestroyed() {
    try (SeContainer container = Containers.start(Resource.class, CountedInterceptor.class)) {
      assertThat(container.select(Resource.class).get().toString()).isNotNull();
    }
    assertThat(EVENTS).isEmpty();
  }

  @Test
  void beanThatIsDestroyedWhileItsActionRunsGoesAtTheEndOfThat() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    resource.use();
    resource.hold(begun, end);
    Patience.await(begun);
    resource.hold(begun, end);
    beans.select(Resource.class).destroy(resource);
    assertThat(EVENTS).containsExactly("open by Resource");
    end.countDown();

    await().until(() -> EVENTS.size() == 3);
    assertThat(EVENTS)
        .containsExactly("open by Resource", "held by Resource", "close after 1 by Resource");
    await().until(() -> reported.size() == 1);
    assertThat(reported.get(0).cause()).hasMessageContaining("the bean has been destroyed");
    if (!Containers.isOpenWebBeans()) { // whose proxies keep what was destroyed
      assertThat(resource.use()).isEqualTo(1);
    }
  }

  // ---- restart

  @Test
  void failedInstanceIsDestroyedOnceOnTheTurnAndARestartGivesAFreshOne() {
    fragile.use();
    fragile.fail();
    await().until(() -> catchThrowable(() -> fragile.use()) instanceof AgentFailedException);
    assertThat(EVENTS).containsExactly("open by Fragile", "close after 1 by Fragile");

    assertThat(fragile.restartAndUse()).isEqualTo(1);
    assertThat(fragile.use()).isEqualTo(2);
    assertThat(EVENTS)
        .containsExactly("open by Fragile", "close after 1 by Fragile", "open by Fragile");
    assertThat(reported).extracting(Failure::sentFrom).containsExactly("Fragile.fail");
  }

  @Test
  void restartOfABeanThatHasNotFailedIsACallAsAnyOther() {
    fragile.use();
    assertThat(fragile.restartAndUse()).isEqualTo(2);
    assertThat(EVENTS).containsExactly("open by Fragile");
  }

  @Test
  void whatWaitedWhenItFailedRunsOnTheFreshInstance() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    fragile.use();
    fragile.failAfter(begun, end);
    Patience.await(begun);
    fragile.useUnheard();
    CompletableFuture<Integer> told = fragile.useLater();
    fragile.useUnheard();
    end.countDown();
    assertThatThrownBy(told::join).hasCauseInstanceOf(AgentFailedException.class);
    await().until(() -> catchThrowable(() -> fragile.use()) instanceof AgentFailedException);

    assertThat(fragile.restartAndUse()).isEqualTo(3);
  }

  @Test
  void manyRestartsAtOnceGiveOneFreshInstance() {
    for (int round = 1; round <= 50; round++) {
      EVENTS.clear();
      fragile.fail();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> catchThrowable(() -> fragile.use()) instanceof AgentFailedException);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        threads.add(new Thread(() -> fragile.restartAndUse()));
      }
      threads.forEach(Thread::start);
      threads.forEach(AgentLifeTest::join);
      assertThat(fragile.use()).isEqualTo(9);
      assertThat(EVENTS).filteredOn(event -> event.startsWith("open")).hasSizeBetween(1, 2);
    }
  }

  @Test
  void restartInATransactionIsRefused() {
    assertThatThrownBy(() -> Transaction.dosync(() -> fragile.restart()))
        .isInstanceOf(SideEffectInTransactionException.class)
        .hasMessageStartingWith("Can't restart Fragile in a transaction");
  }

  // ---- what can't be made

  @Test
  void whatPostConstructThrowsReachesTheCallerAndTheNextCallTriesAgain() {
    failures = 2;
    assertThatThrownBy(() -> unmade.use())
        .isInstanceOf(DosyncException.class)
        .hasMessageStartingWith("Can't make Unmade: ")
        .hasRootCauseMessage("no file");
    assertThatThrownBy(() -> unmade.useLater().join())
        .hasCauseInstanceOf(DosyncException.class)
        .hasRootCauseMessage("no file");
    assertThat(unmade.useLater().join()).isEqualTo(1);
    assertThat(reported).isEmpty();
  }

  @Test
  void whatPostConstructThrowsIsReportedForAVoidCall() {
    failures = 1;
    unmade.useUnheard();
    await().until(() -> reported.size() == 1);
    assertThat(reported.get(0).sentFrom()).isEqualTo("Unmade.useUnheard");
    assertThat(reported.get(0).cause()).hasRootCauseMessage("no file");
  }

  @Test
  void beanThatCouldNotBeMadeHasFailedUntilARestart() {
    failures = 1;
    assertThatThrownBy(() -> unmadeAndFailed.use()).hasRootCauseMessage("no file");
    assertThatThrownBy(() -> unmadeAndFailed.use()).isInstanceOf(AgentFailedException.class);
    unmadeAndFailed.restart();
    assertThat(catchThrowable(() -> unmadeAndFailed.use())).isNull();
  }

  @Test
  void postConstructThatCallsItsBeanThroughTheContainerIsToldSo() {
    impatient.use();
    await().until(() -> reported.size() == 1);
    assertThat(reported.get(0).cause())
        .hasRootCauseMessage(
            "Impatient is not made yet: its @PostConstruct can't call it through the container");
  }

  // ---- what is dropped

  @Test
  void droppedCallIsReportedByItsName() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    forgetful.hold(begun, end);
    Patience.await(begun);
    forgetful.note();
    forgetful.note();
    end.countDown();
    assertThat(reported).extracting(Failure::sentFrom).containsExactly("Forgetful.note");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
