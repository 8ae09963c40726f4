package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that we can't talk to is none: nobody may be told that it guards. */
@Timeout(60)
class OtherAgentTest {

  private static final String INSTALLED = "public static boolean isInstalled() { return true; }";
  private static final String ENTER =
      "public static Function<?, ?> enter(Function<?, ?> now) { return null; }";
  private static final String EXIT = "public static void exit(Function<?, ?> before) {}";

  @TempDir private Path directory;

  @Test
  void agentOfOursGuards() throws Exception {
    assertThat(isGuardedBy(INSTALLED + ENTER + EXIT)).isTrue();
  }

  @Test
  void agentThatIsNotInstalledDoesNotGuard() throws Exception {
    assertThat(isGuardedBy(INSTALLED.replace("true", "false") + ENTER + EXIT)).isFalse();
  }

  @Test
  void agentThatDoesNotTellDoesNotGuard() throws Exception {
    assertThat(isGuardedBy(ENTER + EXIT)).isFalse();
  }

  @Test
  void agentThatCannotBeLeftDoesNotGuard() throws Exception {
    assertThat(isGuardedBy(INSTALLED + ENTER)).isFalse();
  }

  @Test
  void agentThatAnswersSomethingElseDoesNotGuard() throws Exception {
    assertThat(
            isGuardedBy(INSTALLED + ENTER.replace("Function<?, ?> enter", "Object enter") + EXIT))
        .isFalse();
  }

  @Test
  void agentThatWantsSomethingElseDoesNotGuard() throws Exception {
    assertThat(isGuardedBy(INSTALLED + ENTER + EXIT.replace("Function<?, ?> before", "")))
        .isFalse();
  }

  /** Prints whether it is guarded. */
  static final class Main {

    private Main() {}

    public static void main(String... arguments) {
      Ref<Integer> ref = Ref.of(0);
      Transaction.dosync(() -> ref.alter(n -> n + 1));
      System.out.println(Transaction.isGuarded());
    }
  }

  private boolean isGuardedBy(String methods) throws Exception {
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--patch-module",
                "java.base=" + agent(methods),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(text.strip()).isIn("true", "false");
    return Boolean.parseBoolean(text.strip());
  }

  /** The class that the agent would put into the JDK. */
  private Path agent(String methods) throws Exception {
    Path source = directory.resolve("java/lang/DosyncGuard.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        "package java.lang; import java.util.function.Function; public class DosyncGuard { "
            + methods
            + " }");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--patch-module",
                "java.base=" + directory,
                "-d",
                directory.toString(),
                source.toString());
    assertThat(result).isZero();
    return directory;
  }
}
