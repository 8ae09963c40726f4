package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a runtime gives to the threads that work for it, and what it keeps from them. */
@Timeout(60)
class RuntimeTest {

  private static final IllegalStateException FAILURE = new IllegalStateException("on purpose");

  private static final ThreadLocal<String> USER = ThreadLocal.withInitial(() -> "nobody");

  private final List<DosyncRuntime> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(DosyncRuntime::close);
    USER.remove();
  }

  private DosyncRuntime runtime(ContextCapture context) {
    return opened(DosyncRuntime.builder().name("test").context(context).build());
  }

  private DosyncRuntime opened(DosyncRuntime runtime) {
    opened.add(runtime);
    return runtime;
  }

  private static Runnable asSender(Runnable body) {
    String sender = USER.get();
    return () -> {
      String before = USER.get();
      USER.set(sender);
      try {
        body.run();
      } finally {
        USER.set(before);
      }
    };
  }

  @Test
  void actionsAndFuturesRunInTheContextOfTheirSenders() {
    DosyncRuntime runtime = runtime(RuntimeTest::asSender);
    Agent<String> agent = Agent.builder("").runtime(runtime).build();
    List<String> watched = new CopyOnWriteArrayList<>();
    agent.addWatch("context", (key, reference, from, to) -> watched.add(USER.get()));
    USER.set("Bob");
    agent.send(users -> users + " " + USER.get());
    USER.set("Ann");
    agent.send(users -> users + " " + USER.get());
    Promise<String> future = runtime.future(USER::get);
    Promise<List<String>> several = runtime.map(List.of(1, 2), n -> USER.get() + n);
    Transaction.dosync(() -> agent.send(users -> users + " held " + USER.get()));
    USER.set("Eve");
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(" Bob Ann held Ann");
    assertThat(watched).containsExactly("Bob", "Ann", "Ann");
    assertThat(future.deref()).isEqualTo("Ann");
    assertThat(several.deref()).containsExactly("Ann1", "Ann2");
  }

  @Test
  void contextIsRestoredWhateverTheActionDoes() {
    DosyncRuntime runtime =
        opened(
            DosyncRuntime.builder()
                .context(RuntimeTest::asSender)
                .sendExecutor(Runnable::run)
                .build());
    Agent<Integer> agent =
        Agent.builder(0).runtime(runtime).errorHandler((failed, thrown) -> {}).build();
    USER.set("Bob");
    agent.send(
        n -> {
          USER.set("changed");
          throw FAILURE;
        });

    assertThat(USER.get()).isEqualTo("Bob");
  }

  @Test
  void contextThatCannotBeSetIsTheFailureOfTheActionAndOfTheFuture() {
    DosyncRuntime runtime =
        runtime(
            body ->
                () -> {
                  throw FAILURE;
                });
    Agent<Integer> agent =
        Agent.builder(0).runtime(runtime).errorHandler((failed, thrown) -> {}).build();

    assertThatThrownBy(() -> agent.submit(n -> n + 1).deref()).hasCause(FAILURE);
    assertThatThrownBy(() -> runtime.future(() -> 1).deref()).hasCause(FAILURE);
    assertThat(agent.deref()).isZero();
  }

  @Test
  void contextThatDoesNotRunTheBodyIsFound() {
    DosyncRuntime runtime = runtime(body -> () -> {});

    assertThatThrownBy(() -> runtime.future(() -> 1).deref())
        .hasCauseInstanceOf(DosyncException.class)
        .hasMessageContaining("The context did not run what it was given to run");
  }

  @Test
  void contextThatFailsAfterwardsIsToldToTheHandler() {
    DosyncRuntime runtime =
        runtime(
            body ->
                () -> {
                  body.run();
                  body.run();
                  throw FAILURE;
                });
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.send(n -> n + 1);
      Agent.await(agent);

      assertThat(agent.deref()).isEqualTo(1);
      assertThat(failures.only().what()).isEqualTo("context");
      assertThat(failures.only().cause()).isSameAs(FAILURE);
    }
  }

  @Test
  void contextThatCannotBeCapturedIsTheSendersToHandle() {
    DosyncRuntime runtime =
        runtime(
            body -> {
              throw FAILURE;
            });
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();

    assertThatThrownBy(() -> agent.send(n -> n)).isSameAs(FAILURE);
    assertThatThrownBy(() -> runtime.future(() -> 1)).isSameAs(FAILURE);
    assertThat(agent.queueSize()).isZero();
  }

  private record Known(String sentFrom) implements Action<Integer>, Callable<Integer>, SentFrom {
    @Override
    public Integer apply(Integer state) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public Integer call() {
      return apply(0);
    }
  }

  @Test
  void functionThatKnowsWhereItComesFromIsBelieved() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().traceSends(true).build());
    try (CaughtFailures failures = new CaughtFailures()) {
      Agent.builder(0).runtime(runtime).build().send(new Known("Counter.add"));
      runtime.future(new Known("Backup.upload"));
      runtime.close();
      assertThat(failures.all())
          .extracting(Failure::sentFrom)
          .containsExactlyInAnyOrder("Counter.add", "Backup.upload");
    }
  }

  @Test
  void failureTellsTheLineItWasSentFromIfThatIsWanted() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().traceSends(true).build());
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
    try (CaughtFailures failures = new CaughtFailures()) {
      agent.send(
          n -> {
            throw FAILURE;
          });
      Waiting.until(() -> agent.error() != null);

      assertThat(failures.only().sentFrom())
          .matches(
              "org.dosync.RuntimeTest.failureTellsTheLineItWasSentFromIfThatIsWanted"
                  + "\\(RuntimeTest.java:\\d+\\)");
    }
  }

  @Test
  void interruptThatAnActionLeavesBehindDoesNotHitTheNextOne() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().build());
    Agent<Boolean> agent = Agent.builder(false).runtime(runtime).build();
    Gate gate = new Gate();
    agent.send(
        state -> {
          gate.pass();
          Thread.currentThread().interrupt();
          return state;
        });
    agent.send(state -> Thread.currentThread().isInterrupted());
    gate.open();
    Agent.await(agent);

    assertThat(agent.deref()).isFalse();
  }

  @Test
  void threadsAreDaemonsWithTellingNames() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().name("shop").build());
    Agent<List<Thread>> agent = Agent.builder(List.<Thread>of()).runtime(runtime).build();
    agent.send(threads -> with(threads, Thread.currentThread()));
    agent.sendOff(threads -> with(threads, Thread.currentThread()));
    Agent.await(agent);

    assertThat(agent.deref()).allMatch(Thread::isDaemon);
    assertThat(agent.deref())
        .extracting(Thread::getName)
        .satisfiesExactly(
            send -> assertThat(send).startsWith("shop-send-1"),
            sendOff -> assertThat(sendOff).startsWith("shop-send-off-"));
  }

  private static List<Thread> with(List<Thread> threads, Thread thread) {
    List<Thread> more = new ArrayList<>(threads);
    more.add(thread);
    return more;
  }

  @Test
  void threadsHaveTheClassLoaderOfWhoeverMadeTheRuntime() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(application);
      DosyncRuntime runtime = opened(DosyncRuntime.builder().build());
      Thread.currentThread().setContextClassLoader(null);
      assertLoader(runtime, application);
      Thread.currentThread().setContextClassLoader(application);
      assertLoader(DosyncRuntime.shared(), DosyncRuntime.class.getClassLoader());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void assertLoader(DosyncRuntime runtime, ClassLoader expected) {
    Agent<List<ClassLoader>> agent = Agent.builder(List.<ClassLoader>of()).runtime(runtime).build();
    Action<List<ClassLoader>> look =
        seen -> {
          List<ClassLoader> more = new ArrayList<>(seen);
          more.add(Thread.currentThread().getContextClassLoader());
          return more;
        };
    Agent.await(agent.send(look).sendOff(look));

    assertThat(agent.deref()).containsExactly(expected, expected);
  }

  @Test
  void stagesOfAFutureRunOnTheThreadsOfItsRuntime() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().name("staged").build());
    CompletableFuture<String> name =
        runtime
            .future(() -> 1)
            .thenApplyAsync(n -> n + 1)
            .thenApplyAsync(n -> Thread.currentThread().getName());

    assertThat(name.join()).startsWith("staged-send-off-");
  }

  @Test
  void partsAreClosedFirstAndMayFail() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().build());
    CountDownLatch closed = new CountDownLatch(1);
    runtime.add(
        () -> {
          assertThat(runtime.isClosed()).isFalse();
          closed.countDown();
          throw FAILURE;
        });
    try (CaughtFailures failures = new CaughtFailures()) {
      runtime.close();

      assertThat(failures.only().cause()).isSameAs(FAILURE);
      assertThat(failures.only().what()).isEqualTo("close");
    }
    assertThat(closed.getCount()).isZero();
  }

  /** A program whose main is over when it has a schedule. */
  static final class Hasty {
    public static void main(String[] arguments) {
      Scheduler scheduler = Scheduler.create();
      scheduler.after(Duration.ofHours(1), () -> System.out.println("late"));
      scheduler.interspaced(
          Duration.ofHours(1), () -> {}, Scheduler.options().initialDelay(Duration.ofHours(1)));
      Job begun = scheduler.every(Duration.ofHours(1), () -> {});
      Waiting.until(() -> begun.runs() == 1);
      if (arguments.length > 0) {
        scheduler.stopAndReset(Scheduler.StopStrategy.KILL);
      }
    }
  }

  @Test
  void jobsThatNeverRanBeforeTheEndOfTheJvmAreTold() throws Exception {
    assertThat(output(Hasty.class))
        .isEqualTo(
            "The JVM ends before 2 jobs of #<DosyncRuntime dosync: open> could begin: its threads"
                + " are daemons, so keep another one alive, or stop the jobs");
    assertThat(output(Hasty.class, "stop")).isEmpty();
  }

  /** A program that ends while its agents have not; nobody closes anything. */
  static final class Careless {
    public static void main(String[] arguments) {
      Agent<Integer> agent = Agent.of(0);
      Gate gate = new Gate();
      agent.sendOff(
          n -> {
            gate.pass();
            return n;
          });
      agent.send(n -> n + 1);
      gate.awaitArrival();
      if (arguments.length > 0) {
        gate.open();
        DosyncRuntime.shared().close();
      }
    }
  }

  @Test
  void nothingKeepsTheJvmAliveAndWhatIsCutOffIsSaid() throws Exception {
    assertThat(output(Careless.class))
        .isEqualTo(
            "The JVM ends while 1 agent, future or job of #<DosyncRuntime dosync: open> had"
                + " something to do: wait for it, or close the runtime");
    assertThat(output(Careless.class, "close")).isEmpty();
  }

  private static String output(Class<?> program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    File output = File.createTempFile(program.getSimpleName(), ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor()).isZero();
    String text = java.nio.file.Files.readString(output.toPath()).strip();
    assertThat(output.delete()).isTrue();
    return text;
  }

  @Test
  void allGetTheSameSharedRuntime() {
    for (int round = 0; round < 100; round++) {
      DosyncRuntime.shared().close();
      Set<DosyncRuntime> seen = ConcurrentHashMap.newKeySet();
      Threads.together(2, i -> () -> seen.add(DosyncRuntime.shared()));
      assertThat(seen).hasSize(1);
    }
  }

  /**
   * Its first sender makes a thread start; that sender's user is not the user of all the others.
   */
  @Test
  void threadsInheritNothingFromWhoMadeThemStart() {
    DosyncRuntime runtime = opened(DosyncRuntime.builder().name("test").build());
    Agent<String> agent = Agent.builder("").runtime(runtime).build();
    InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
    user.set("Bob");
    try {
      assertThat(agent.submit(ignored -> user.get()).deref()).isNull();
      assertThat(agent.submitOff(ignored -> user.get()).deref()).isNull();
      assertThat(runtime.future(user::get).deref()).isNull();
    } finally {
      user.remove();
    }
  }
}
