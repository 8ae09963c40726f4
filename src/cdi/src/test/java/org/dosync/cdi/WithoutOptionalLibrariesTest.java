package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that has none of the optional libraries has everything else. */
@Timeout(60)
class WithoutOptionalLibrariesTest {

  private static final String PROPERTY = "without.optional.libraries";

  private static final List<String> OPTIONAL =
      List.of("microprofile-config", "smallrye", "cron-utils");

  /** All that is not the container, Jakarta CDI, what that needs, and Dosync. */
  private static final List<String> WHATEVER_IS_NOT_NEEDED =
      List.of(
          "microprofile",
          "smallrye",
          "cron-utils",
          "slf4j",
          "logback",
          "opentelemetry",
          "concurrent-api",
          "transaction-api",
          "validat",
          "expressly",
          "jspecify");

  private static final List<String> IMPLEMENTATIONS = List.of("smallrye", "cron-utils");

  @Dependent
  static class Periodic {
    @Every(value = "{" + PROPERTY + "}", initialDelay = "1h")
    void run() {}
  }

  @Dependent
  static class Nightly {
    @Cron("@daily")
    void run() {}
  }

  @AgentState
  static class Journal {
    private int lines;

    int write() {
      return ++lines;
    }
  }

  @ApplicationScoped
  static class Bank {
    @Inject Journal journal;

    @Inject
    @Shared(value = "balance", initial = "1")
    Ref<Integer> balance;

    @Dosync
    int deposit() {
      return balance.alter(n -> n + 1);
    }

    @Async
    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(journal.write());
    }

    @SideEffect
    void print() {}
  }

  /** Runs with classes of its own. */
  public static final class Alone implements Callable<List<String>> {

    /** Made there. */
    public Alone() {}

    @Override
    public List<String> call() {
      try (SeContainer container =
          Containers.start(Configuration.ofApplication(), Bank.class, Journal.class)) {
        Bank bank = container.select(Bank.class).get();
        bank.print();
        return List.of(
            "deposit " + bank.deposit(), "later " + bank.later().toCompletableFuture().join());
      }
    }
  }

  /** Runs with classes of its own. */
  public static final class Application implements Callable<List<String>> {

    /** Made there. */
    public Application() {}

    @Override
    public List<String> call() {
      List<String> said = new ArrayList<>(Containers.problems(Map.of(), Nightly.class));
      try (SeContainer container =
          Containers.start(Configuration.ofApplication(), Periodic.class)) {
        said.add(container.select(Scheduler.class).get().showSchedule());
      }
      return said;
    }
  }

  @Test
  void configurationIsSystemPropertiesAndCronIsRefused() throws Exception {
    assertSystemPropertiesAndNoCron(OPTIONAL);
  }

  @Test
  void apiOfMicroProfileConfigIsNotEnough() throws Exception {
    assertSystemPropertiesAndNoCron(IMPLEMENTATIONS);
  }

  @Test
  void containerAndJakartaCdiAreEnough() throws Exception {
    assertThat(said(WHATEVER_IS_NOT_NEEDED, Alone.class))
        .isEqualTo(List.of("deposit 2", "later 1"));
  }

  private static void assertSystemPropertiesAndNoCron(List<String> absent) throws Exception {
    System.setProperty(PROPERTY, "7s");
    try {
      List<?> said = said(absent, Application.class);
      assertThat(said).hasSize(2);
      assertThat(said.get(0))
          .isEqualTo(
              "DOSYNC-014 "
                  + Nightly.class.getName()
                  + ".run(): @Cron needs cron-utils: add com.cronutils:cron-utils to the"
                  + " application");
      assertThat(said.get(1)).asString().contains("period: 7000ms, desc: \"Periodic.run\"");
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  private static List<?> said(List<String> absent, Class<?> application) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader others = without(absent)) {
      Thread.currentThread().setContextClassLoader(others);
      Class<?> there = others.loadClass(application.getName());
      return (List<?>) ((Callable<?>) there.getConstructor().newInstance()).call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static URLClassLoader without(List<String> absent) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (absent.stream().noneMatch(entry::contains)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void librariesAreReallyAbsentThere() throws Exception {
    try (URLClassLoader others = without(WHATEVER_IS_NOT_NEEDED)) {
      for (String name :
          List.of(
              "org.eclipse.microprofile.config.Config",
              "org.eclipse.microprofile.context.ThreadContext",
              "jakarta.enterprise.concurrent.ContextService",
              "jakarta.validation.Validator",
              "com.cronutils.parser.CronParser",
              "org.slf4j.MDC",
              "io.opentelemetry.context.Context")) {
        assertThat(Class.forName(name)).isNotNull();
        assertThatThrownBy(() -> others.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
      }
    }
  }
}
