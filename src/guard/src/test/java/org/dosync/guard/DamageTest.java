package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.dosync.probe.Damage;
import org.dosync.probe.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that the guard refuses breaks anything for the rest of the JVM. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class DamageTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void withTheUsualPolicies(Damage story) throws Exception {
    play(story, "");
  }

  /** A read that throws is the most dangerous of all: classes and bundles come from files. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "STATIC_INITIALISER_THAT_WRITES",
        "BUNDLE_FIRST_LOADED_IN_A_TRANSACTION",
        "CLASSES_FIRST_LOADED_IN_A_TRANSACTION",
        "RANDOM_NUMBERS",
        "FIRST_LINE_OF_A_LOG_EVER"
      })
  void withReadsForbiddenToo(Damage story) throws Exception {
    play(story, "policy.file-read=forbid,policy.blocking=forbid");
  }

  private void play(String settings, String stories) throws Exception {
    play(Forked.guarded(settings), stories);
  }

  private void play(Forked forked, String stories) throws Exception {
    assertThat(forked.run(Trouble.class, directory.toString(), stories)).last().isEqualTo("end");
  }

  @Test
  void firstHttpClient() throws Exception {
    play("", "FIRST_HTTP_CLIENT");
  }

  @Test
  void lazyHolderWithReadsForbidden() throws Exception {
    play("policy.file-read=forbid", "LAZY_HOLDER_THAT_READS");
  }

  @Test
  void endsOfTransactions() throws Exception {
    play(
        "",
        "METHOD_OF_THE_JDK_AS_THE_BODY,CLASS_IN_THE_PACKAGE_OF_DOSYNC,TEMPORARY_FILE,"
            + "VIOLATION_IN_FINALLY,HOOK_THAT_THROWS,NO_MEMORY_IN_THE_BODY,INTERRUPTED_THREAD");
  }

  @Test
  void methodThatIsNamedAsThatOfAClassLoader() throws Exception {
    play("", "METHOD_THAT_LOADS_NO_CLASS");
  }

  @Test
  void threadWithIdsOfItsOwn() throws Exception {
    play(
        Forked.guarded("").option("--add-opens=java.base/java.lang=ALL-UNNAMED"),
        "THREAD_WITH_IDS_OF_ITS_OWN");
  }

  @Test
  void proxiesAndServices() throws Exception {
    play("", "PROXIES_AND_SERVICES");
  }

  @Test
  void waitOnAThreadOfAPool() throws Exception {
    play("", "WAIT_ON_A_THREAD_OF_A_POOL");
  }

  @Test
  void whatItCanNotSee() throws Exception {
    play("", "WHAT_IT_CANNOT_SEE");
  }

  @Test
  void consoleOfAClassOfItsOwn() throws Exception {
    play("policy.console=forbid", "CONSOLE_OF_A_CLASS_OF_ITS_OWN");
  }

  private void play(Damage story, String settings) throws Exception {
    boolean isVirtual = story.name().contains("VIRTUAL");
    assumeTrue(!isVirtual || Runtime.version().feature() >= 21, "has no virtual threads");
    assertThat(Forked.guarded(settings).run(Damage.class, story.name(), directory.toString()))
        .last()
        .isEqualTo("end");
  }
}
