package org.dosync.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.dosync.Deref;
import org.dosync.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Flight Recorder is used where it is there, and not missed where it is not. */
@Timeout(60)
class FlightRecorderTest {

  private static final String CORE = place(Deref.class);
  private static final String TESTS = place(Program.class);

  @TempDir private Path directory;

  private static String place(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
  }

  private String print(Class<?> program, String... options) throws Exception {
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add(program.getName());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  @Test
  void aJvmOfJavaBaseAloneCountsAsWell() throws Exception {
    String classPath = CORE + File.pathSeparator + TESTS;

    assertThat(print(Program.class, "--limit-modules", "java.base", "-cp", classPath))
        .contains("Transactions", "loser", "contended@", "loser × winner", "log")
        .doesNotContain("Error");
  }

  @Test
  void aModuleWithoutFlightRecorderCountsAsWell() throws Exception {
    assertThat(
            print(
                Program.class,
                "--limit-modules",
                "java.base,org.dosync",
                "-p",
                CORE,
                "--add-modules",
                "org.dosync",
                "-cp",
                TESTS))
        .contains("loser × winner")
        .doesNotContain("Error");
  }

  @Test
  void aModuleIsRecordedAsWell() throws Exception {
    assertThat(
            print(RecordedProgram.class, "-p", CORE, "--add-modules", "org.dosync", "-cp", TESTS))
        .contains("dosync.Transaction", "dosync.Retry", "dosync.AgentAction")
        .contains("winner = \"winner\"");
  }

  /** A server may undeploy an application, and its Dosync, while it is recorded. */
  @Test
  void classesThatWereRecordedCanGo() throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("dosync.Retry").withThreshold(Duration.ZERO);
      recording.start();
      WeakReference<ClassLoader> loader = collideInALoaderOfItsOwn();
      Waiting.until(
          () -> {
            System.gc();
            return loader.get() == null;
          });
    }
  }

  private static WeakReference<ClassLoader> collideInALoaderOfItsOwn() throws Exception {
    URL[] places = {Path.of(CORE).toUri().toURL(), Path.of(TESTS).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      loader.loadClass(Program.class.getName()).getMethod("collide").invoke(null);
      return new WeakReference<>(loader);
    }
  }
}
