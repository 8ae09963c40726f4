package org.dosync.cdi;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.DosyncRuntime;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Job;
import org.dosync.Promise;
import org.dosync.RuntimeClosedException;
import org.dosync.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work begins after the container is up, and has ended when it is down; containers are apart. */
@Timeout(60)
class LifecycleTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();
  static final AtomicInteger RUNS = new AtomicInteger();

  @AgentState
  static class Journal {
    private int written;

    void hold(CountDownLatch end) {
      Patience.await(end);
    }

    void write() {
      written++;
    }

    int written() {
      return written;
    }

    @PreDestroy
    void end() {
      EVENTS.add("destroyed after " + written);
    }
  }

  @ApplicationScoped
  static class Farewell {
    void say(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event, Journal journal) {
      journal.write();
    }
  }

  @ApplicationScoped
  static class Late {
    @Inject Instance<DosyncRuntime> runtime;

    void touch() {}

    @PreDestroy
    void end() {
      Throwable thrown = catchThrowable(() -> runtime.get().future(() -> 1));
      EVENTS.add(String.valueOf(thrown));
    }
  }

  @ApplicationScoped
  static class Periodic {
    @Every("10ms")
    void run() {
      RUNS.incrementAndGet();
    }

    @Every(value = "1h", initialDelay = "PT2H")
    void late() {}
  }

  @Dependent
  static class Failing {
    @Every("1h")
    void run() {
      throw new IllegalStateException("on purpose");
    }
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void shutdownRunsWhatWaitsThenDestroysTheBeanAndRefusesTheRest() {
    EVENTS.clear();
    CountDownLatch end = new CountDownLatch(1);
    SeContainer container = Containers.start(Journal.class, Farewell.class);
    Journal journal = container.select(Journal.class).get();
    DosyncRuntime runtime = container.select(DosyncRuntime.class).get();
    journal.hold(end);
    for (int i = 0; i < 100; i++) {
      journal.write();
    }
    end.countDown();
    container.close();

    assertThat(EVENTS).containsExactly("destroyed after 101");
    assertThat(runtime.isClosed()).isTrue();
    assertThatThrownBy(() -> runtime.future(() -> 1)).isInstanceOf(RuntimeClosedException.class);
  }

  @AgentState(idleTimeout = "1h")
  static class Idle {
    void write() {
      EVENTS.add("written");
    }
  }

  @ApplicationScoped
  static class Last {
    @Inject Idle idle;

    @Async
    void write(CountDownLatch begun, DosyncRuntime runtime) {
      begun.countDown();
      await().until(runtime::isClosed);
      idle.write();
    }
  }

  @Test
  void firstCallOfAnAgentWhoseInstancesLeaveIsTakenWhileTheApplicationEnds() {
    EVENTS.clear();
    CountDownLatch begun = new CountDownLatch(1);
    try (SeContainer container = Containers.start(Idle.class, Last.class)) {
      container.select(Last.class).get().write(begun, container.select(DosyncRuntime.class).get());
      Patience.await(begun);
    }
    assertThat(EVENTS).containsExactly("written");
  }

  @Test
  void nothingBeginsAfterTheEndEvenIfNothingHasBegunBefore() {
    EVENTS.clear();
    try (SeContainer container = Containers.start(Late.class)) {
      container.select(Late.class).get().touch();
    }
    assertThat(EVENTS).singleElement().asString().contains("RuntimeClosedException");
  }

  @Test
  void everyRunsFromTheStartToTheEnd() {
    RUNS.set(0);
    Scheduler scheduler;
    try (SeContainer container = Containers.start(Periodic.class)) {
      scheduler = container.select(Scheduler.class).get();
      assertThat(scheduler.scheduledJobs())
          .extracting(Job::description)
          .containsExactlyInAnyOrder("Periodic.run", "Periodic.late");
      await().until(() -> RUNS.get() > 2);
    }
    int runs = RUNS.get();
    assertThat(scheduler.scheduledJobs()).isEmpty();
    assertThatThrownBy(() -> scheduler.after(Duration.ZERO, () -> {}))
        .isInstanceOf(RuntimeClosedException.class);
    assertThat(RUNS).hasValue(runs);
  }

  @Test
  void whatARunThrowsIsReported() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    try (SeContainer container = Containers.start(Failing.class)) {
      await().until(() -> failures.size() == 1);
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(failures.get(0).what()).isEqualTo("job");
    assertThat(failures.get(0).cause()).hasMessage("on purpose");
  }

  @Dependent
  static class Generic<T extends Number> {
    @Every("10ms")
    void run() {
      RUNS.incrementAndGet();
    }
  }

  @Test
  void jobOfAGenericBeanWithABoundRuns() {
    RUNS.set(0);
    try (SeContainer container = Containers.start(Generic.class)) {
      await().until(() -> RUNS.get() > 2);
      assertThat(container.isRunning()).isTrue();
    }
  }

  @ApplicationScoped
  static class Ender {
    @Async
    CompletionStage<String> end(SeContainer container) {
      container.close();
      return CompletableFuture.completedFuture(threadThatWaitsForThis());
    }

    private static String threadThatWaitsForThis() {
      return Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(name -> name.endsWith("-close"))
          .collect(joining());
    }
  }

  @Test
  void containerThatItsOwnCallEndsClosesItsRuntimeMeanwhile() {
    SeContainer container = Containers.start(Ender.class);
    DosyncRuntime runtime = container.select(DosyncRuntime.class).get();
    CompletionStage<String> ended = container.select(Ender.class).get().end(container);

    assertThat(ended.toCompletableFuture().join()).isEqualTo("dosync-close"); // in reference.md
    await().until(runtime::isClosed);
    assertThat(runtime.close(Duration.ofSeconds(20)).isClean()).isTrue();
  }

  @ApplicationScoped
  static class Patient {
    static final AtomicReference<Thread> THREAD = new AtomicReference<>();

    @Async
    void waitFor(CountDownLatch begun) throws InterruptedException {
      THREAD.set(Thread.currentThread());
      begun.countDown();
      new CountDownLatch(1).await();
    }

    @Async
    void waitForAPromise(CountDownLatch begun) {
      THREAD.set(Thread.currentThread());
      begun.countDown();
      new Promise<Void>().deref();
    }
  }

  interface Wait {
    void begin(Patient patient, CountDownLatch begun) throws InterruptedException;
  }

  @Test
  void callThatTheEndInterruptsIsToldByTheReportOfTheCloseAlone() throws InterruptedException {
    assertToldByTheReportAlone(Patient::waitFor);
    assertToldByTheReportAlone(Patient::waitForAPromise);
  }

  private static void assertToldByTheReportAlone(Wait wait) throws InterruptedException {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    CountDownLatch begun = new CountDownLatch(1);
    try (CapturedLog log = new CapturedLog()) {
      try (SeContainer container =
          Containers.start(Map.of("dosync.closeTimeout", "0s"), Patient.class)) {
        wait.begin(container.select(Patient.class).get(), begun);
        Patience.await(begun);
      }
      Patient.THREAD.get().join();
      assertThat(log.messages()).hasSize(1);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void containersSideBySideHaveRuntimesOfTheirOwn() {
    try (SeContainer one = Containers.start(Journal.class)) {
      Journal first = one.select(Journal.class).get();
      first.write();
      try (SeContainer other = Containers.start(Journal.class)) {
        Journal second = other.select(Journal.class).get();
        assertThat(second.written()).isZero();
        assertThat(other.select(DosyncRuntime.class).get())
            .isNotSameAs(one.select(DosyncRuntime.class).get());
      }
      assertThat(first.written()).isEqualTo(1);
    }
  }

  @Test
  void noThreadIsLeft() {
    try (SeContainer container = Containers.start(Journal.class, Periodic.class)) {
      container.select(Journal.class).get().write();
    }
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("dosync-s")));
  }
}
