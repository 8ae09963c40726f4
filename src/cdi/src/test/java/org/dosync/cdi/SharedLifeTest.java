package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.LongRef;
import org.dosync.Promise;
import org.dosync.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What shared references do at the end of an application, and without Jakarta Validation. */
@Timeout(60)
class SharedLifeTest {

  static final List<Failure> SEEN = new CopyOnWriteArrayList<>();
  static final List<ClassLoader> LOADERS = new CopyOnWriteArrayList<>();
  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  @Dependent
  static class Party {
    @Inject
    @Shared("guests")
    Promise<Integer> guests;

    @Inject
    @Shared("host")
    Promise<String> host;
  }

  @ApplicationScoped
  static class Alarm {
    void begin(@Observes Startup event) {
      LOADERS.add(Thread.currentThread().getContextClassLoader());
    }

    void on(@Observes Failure failure) {
      SEEN.add(failure);
      LOADERS.add(Thread.currentThread().getContextClassLoader());
    }
  }

  @BeforeEach
  void begin() {
    SEEN.clear();
    LOADERS.clear();
    EVENTS.clear();
    Failures.setHandler(ignored -> {});
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void promiseThatNobodyHasDeliveredIsCancelledAtTheEnd() {
    Party party;
    try (SeContainer container = Containers.start(Party.class)) {
      party = container.select(Party.class).get();
      party.host.deliver("Bob");
    }
    assertThat(party.guests).isCancelled();
    assertThat(party.host.deref()).isEqualTo("Bob");
  }

  @Dependent
  static class Broken {
    @Inject
    @Shared("broken")
    Atom<Integer> broken;

    @Produces
    @Shared("broken")
    static Integer first() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Dependent
  static class Nothing {
    @Inject
    @Shared("visits")
    LongRef visits;

    @Produces
    @Shared("visits")
    static Long first() {
      return null;
    }
  }

  @Test
  void numberWithoutABoxCannotBeginWithNull() {
    try (SeContainer container = Containers.start(Nothing.class)) {
      assertThatThrownBy(() -> container.select(Nothing.class).get())
          .hasStackTraceContaining(
              "@Shared(\"visits\") is a LongRef, which can't begin with null: have its producer"
                  + " return a number");
    }
  }

  @Test
  void promisesAreCancelledAtTheEndThoughAFirstValueHasFailed() {
    Party party;
    try (SeContainer container = Containers.start(Party.class, Broken.class)) {
      party = container.select(Party.class).get();
      assertThatThrownBy(() -> container.select(Broken.class).get()).isNotNull();
    }
    assertThat(party.guests).isCancelled();
  }

  @Dependent
  static class BrokenAtFirst {
    static final AtomicInteger ASKED = new AtomicInteger();

    @Inject
    @Shared("later")
    Atom<Integer> later;

    @Produces
    @Shared("later")
    static Integer first() {
      if (ASKED.incrementAndGet() == 1) {
        throw new IllegalStateException("on purpose");
      }
      return 7;
    }
  }

  @Test
  void firstValueThatHasFailedIsAskedForAgain() {
    BrokenAtFirst.ASKED.set(0);
    try (SeContainer container = Containers.start(BrokenAtFirst.class)) {
      Instance<BrokenAtFirst> beans = container.select(BrokenAtFirst.class);
      assertThatThrownBy(beans::get).hasStackTraceContaining("on purpose");
      assertThat(beans.get().later.deref()).isEqualTo(7);
      assertThat(beans.get().later).isSameAs(beans.get().later);
    }
    assertThat(BrokenAtFirst.ASKED).hasValue(2);
  }

  @Dependent
  static class Needing {
    @Inject
    @Shared("self")
    Atom<Integer> self;
  }

  @Dependent
  static class Circular {
    @Inject Needing needing;

    @Produces
    @Shared("self")
    Integer first() {
      return 1;
    }
  }

  @Dependent
  static class Threads {
    @Inject
    @Shared(value = "tasks", initial = "1")
    Ref<Integer> tasks;

    @Produces
    @DosyncExecutor
    Executor executor() {
      return Runnable::run;
    }
  }

  @Dependent
  static class ThreadsOfTheirOwn {
    @Inject
    @Shared(value = "log", initial = "1")
    Agent<Integer> log;

    @Produces
    @DosyncExecutor
    Executor executor() {
      return Runnable::run;
    }
  }

  @Test
  void whatMakesTheRuntimeMayHaveReferencesButNoAgent() {
    try (SeContainer container = Containers.start(Threads.class)) {
      assertThat(container.select(Threads.class).get().tasks.deref()).isEqualTo(1);
    }
    assertThatThrownBy(() -> Containers.start(ThreadsOfTheirOwn.class))
        .hasStackTraceContaining("The DosyncRuntime asked for its own value");
  }

  @Test
  void whatAsksForItselfSaysSo() {
    try (SeContainer container = Containers.start(Needing.class, Circular.class)) {
      assertThatThrownBy(() -> container.select(Circular.class).get())
          .hasStackTraceContaining(
              "@Shared(\"self\") asked for its own value: what makes it needs a bean that injects"
                  + " it, so make the producer method static");
    }
  }

  @Dependent
  static class Helper {
    @PreDestroy
    void end() {
      EVENTS.add("helper");
    }
  }

  @Dependent
  static class Helped {
    @Inject
    @Shared("helped")
    Atom<String> helped;

    @Produces
    @Shared("helped")
    static String helped(Helper helper) {
      return "helped";
    }
  }

  @Test
  void whatAFirstValueWasMadeOfIsDestroyedOnceAtTheEnd() {
    try (SeContainer container = Containers.start(Helper.class, Helped.class)) {
      assertThat(container.select(Helped.class).get().helped.deref()).isEqualTo("helped");
      assertThat(EVENTS).isEmpty();
    }
    assertThat(EVENTS).containsExactly("helper");
  }

  @ApplicationScoped
  static class Uninitialized {
    void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
      throw new IllegalStateException("no start");
    }
  }

  @ApplicationScoped
  static class Unstarted {
    void begin(@Observes Startup event) {
      throw new IllegalStateException("no start");
    }
  }

  @Test
  void containerThatDoesNotStartHearsOfNothing() {
    for (Class<?> bean : List.of(Uninitialized.class, Unstarted.class)) {
      assertThatThrownBy(() -> Containers.start(Alarm.class, bean)).isNotNull();
      report();
      assertThat(SEEN).isEmpty();
    }
  }

  @Test
  void failuresAreToldWithTheClassLoaderOfTheApplication() throws Exception {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader another = new URLClassLoader(new URL[0], own);
        SeContainer container = Containers.start(Alarm.class)) {
      Thread.currentThread().setContextClassLoader(another);
      report();
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(another);
      assertThat(container.isRunning()).isTrue();
    } finally {
      Thread.currentThread().setContextClassLoader(own);
    }
    assertThat(LOADERS).hasSize(2);
    assertThat(LOADERS.get(1)).isSameAs(LOADERS.get(0));
  }

  @Test
  void failuresAreToldToEachContainerUntilItsEnd() {
    try (SeContainer one = Containers.start(Alarm.class)) {
      try (SeContainer other = Containers.start(Alarm.class)) {
        report();
        assertThat(SEEN).hasSize(2);
        assertThat(other.isRunning()).isTrue();
      }
      report();
      assertThat(SEEN).hasSize(3);
      assertThat(one.isRunning()).isTrue();
    }
    report();
    assertThat(SEEN).hasSize(3);
  }

  /** Reports a failure while it is destroyed. */
  @ApplicationScoped
  static class Late {
    void begin(@Observes Startup event) {}

    @PreDestroy
    void end() {
      report();
    }
  }

  @Test
  void failuresAreNotToldWhileBeansAreDestroyed() {
    try (SeContainer container = Containers.start(Alarm.class, Late.class)) {
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(SEEN).isEmpty();
  }

  private static void report() {
    Failures.report(new Failure("test", null, new IllegalStateException("on purpose")));
  }

  @Dependent
  static class Constrained {
    @Inject
    @Shared(value = "number", initial = "10")
    @Max(9)
    Atom<Integer> number;
  }

  /** Runs in a class loader of its own. */
  public static final class WithoutValidation implements Runnable {

    /** Made by its test. */
    public WithoutValidation() {}

    @Override
    public void run() {
      assertThatThrownBy(() -> Class.forName("jakarta.validation.Validation"))
          .isInstanceOf(ClassNotFoundException.class);
      try (SeContainer container = Containers.start(Constrained.class)) {
        assertThat(container.select(Constrained.class).get().number.deref()).isEqualTo(10);
      }
    }
  }

  @Test
  void constraintsAreNotThereWithoutJakartaValidation() throws Exception {
    URL[] rest =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("validat"))
            .map(SharedLifeTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> test = loader.loadClass(WithoutValidation.class.getName());
      ((Runnable) test.getConstructor().newInstance()).run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
