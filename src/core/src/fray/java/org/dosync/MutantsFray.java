package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.mutants.Mutant;
import org.dosync.mutants.Mutant.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is broken on purpose is found, and found again in the first schedule of its seed. */
class MutantsFray {

  private static final String DEADLOCK = "DeadlockException";
  private static final Pattern SEED = Pattern.compile("-Dfray.seed=(\\d+)");

  @TempDir private Path directory;

  @TempDir private Path again;

  static Stream<Arguments> mutants() throws IOException {
    return Stream.of(
        arguments(
            "validation skipped",
            Mutant.of("Attempt").replace("readCount() == 0 || readsAreValidAt(stamp)", "true"),
            "write skew",
            "found 0, 0"),
        arguments(
            "a waiter that registers after its look",
            Mutant.of("Waiter")
                .replace(
                    "if (first == null) { Waiters.enter(version.ref, this); } else if",
                    "if (first != null) if")
                .replace(
                    "LockSupport.parkNanos",
                    "read.keySet().forEach(ref -> Waiters.enter(ref, this)); LockSupport.parkNanos"),
            "retry beside commit",
            DEADLOCK),
        arguments(
            "a waiter that does not look for a commit under way",
            Mutant.of("Waiter")
                .replace("boolean pending = isPending();", "boolean pending = false;"),
            "retry beside commit",
            DEADLOCK),
        arguments(
            "changes that overwrite what overtook them",
            Mutant.of("Commit").replace(": below != version.prev)", ": false)"),
            "changes",
            "found \\d"),
        arguments(
            "a rest that overlooks what has come",
            Mutant.of("Mailbox")
                .replace(
                    "resting = TOP.compareAndSet(this, now, idle);", "top = idle; resting = true;"),
            "sends",
            DEADLOCK + "|found"),
        arguments(
            "a task taken back by nobody who ends the pool",
            Mutant.of("GrowingPool").replace("if (there) { endIfDone(); ", "if (there) { "),
            "shutdown beside execute",
            "found still alive"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isFoundAndFoundAgain(String broken, Mutant mutant, String program, String failure)
      throws Exception {
    Outcome first = mutant.run(directory, 120, FrayCheck.class, program, "1", "2000");
    assertFound(first, failure);

    Outcome second = mutant.run(again, 60, FrayCheck.class, program, seed(first), "1");
    assertFound(second, failure);
    assertThat(seed(second)).isEqualTo(seed(first));
  }

  private static void assertFound(Outcome outcome, String failure) {
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).containsPattern(failure);
  }

  private static String seed(Outcome outcome) {
    Matcher matcher = SEED.matcher(outcome.output());
    assertThat(matcher.find()).as(outcome.output()).isTrue();
    return matcher.group(1);
  }

  /** The same program, in the same surroundings. */
  @Test
  void nothingIsFoundInTheEngineAsItIs() throws Exception {
    Outcome outcome =
        Mutant.of("Waiter").run(directory, 60, FrayCheck.class, "retry beside commit", "1", "100");
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("nothing found");
  }
}
