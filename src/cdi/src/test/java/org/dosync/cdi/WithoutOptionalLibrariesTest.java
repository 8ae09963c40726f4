package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dosync.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that has neither MicroProfile Config nor cron-utils has everything else. */
@Timeout(60)
class WithoutOptionalLibrariesTest {

  private static final String PROPERTY = "without.optional.libraries";

  private static final List<String> OPTIONAL =
      List.of("microprofile-config", "smallrye", "cron-utils");

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

  private static void assertSystemPropertiesAndNoCron(List<String> absent) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    System.setProperty(PROPERTY, "7s");
    try (URLClassLoader others = without(absent)) {
      Thread.currentThread().setContextClassLoader(others);
      List<?> said = said(others);
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
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<?> said(ClassLoader loader) throws Exception {
    Class<?> application = loader.loadClass(Application.class.getName());
    return (List<?>) ((Callable<?>) application.getConstructor().newInstance()).call();
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
    try (URLClassLoader others = without(OPTIONAL)) {
      for (String name :
          List.of("org.eclipse.microprofile.config.Config", "com.cronutils.parser.CronParser")) {
        assertThat(Class.forName(name)).isNotNull();
        assertThatThrownBy(() -> others.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
      }
    }
  }
}
