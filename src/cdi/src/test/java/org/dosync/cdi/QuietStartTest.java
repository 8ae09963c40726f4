package org.dosync.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.File;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dosync.Scheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container that looks for beans and extensions itself finds ours, and warns of nothing. */
@Timeout(60)
class QuietStartTest {

  @ApplicationScoped
  static class Periodic {
    @Every("1h")
    void run() {}
  }

  /** In a JVM of its own, so that all that is logged is seen. */
  static final class Main {
    public static void main(String[] arguments) {
      SeContainerInitializer initializer =
          SeContainerInitializer.newInstance().addBeanClasses(Periodic.class);
      try (SeContainer container = initializer.initialize()) {
        System.out.println(container.select(Scheduler.class).get().scheduledJobs().size() + " job");
      }
    }
  }

  @Test
  void startWithDiscoveryWarnsOfNothing(@TempDir Path application) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.jboss.logging.provider=jdk",
                "-cp",
                classPath(application),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(lines).contains("1 job");
    assertThat(lines)
        .filteredOn(line -> line.contains("Side effects in transactions"))
        .singleElement()
        .asString()
        .startsWith("INFO:")
        .contains("by Transaction.io and @SideEffect alone", "-javaagent:dosync-guard.jar");
    assertThat(lines).noneMatch(line -> line.matches(".*(WARN|SEVERE|ERROR|Exception).*"));
    assertThat(process.waitFor()).isZero();
  }

  /** With this class, but without the other tests: their beans would be found as well. */
  private static String classPath(Path application) throws Exception {
    Path tests = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String here = "org/dosync/cdi";
    Path copy = Files.createDirectories(application.resolve(here));
    try (DirectoryStream<Path> classes =
        Files.newDirectoryStream(tests.resolve(here), "QuietStartTest*.class")) {
      for (Path each : classes) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).equals(tests) ? application.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
