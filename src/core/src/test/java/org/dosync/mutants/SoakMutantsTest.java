package org.dosync.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dosync.mutants.Mutant.Outcome;
import org.dosync.soak.SoakRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four seconds of the soak find what is never let go of; in two a burst at the start counts much.
 */
@Tag("once")
@Timeout(120)
class SoakMutantsTest {

  private static final String SECONDS = "4";

  @TempDir private static Path directory;

  /**
   * Those who have waited slow each other down, the more of them there are: what they keep grows.
   */
  static Stream<Arguments> mutants() throws IOException {
    return Stream.of(
        broken(
            "a ref keeps all its past",
            Mutant.of("Version")
                .replace("below.prev = null; credit = CREDIT;", "credit = CREDIT;")
                .replace("version.prev = null; return sign", "return sign"),
            "org.dosync.Version\"=|OutOfMemoryError"),
        broken(
            "a ref keeps those who have waited for it",
            Mutant.of("Waiter")
                .replace("waiter.read.keySet().forEach(ref -> Waiters.leave(ref, waiter));", ""),
            "org.dosync.(Waiter|Version)\"="));
  }

  private static Arguments broken(String how, Mutant mutant, String grown) {
    return arguments(how, mutant.start(directory, 100, SoakRun.class, SECONDS), grown);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isFound(String broken, Future<Outcome> run, String grown) throws Exception {
    Outcome outcome = run.get();
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).containsPattern(grown);
  }

  /** In the same few seconds. */
  @Test
  void nothingIsFoundInTheLibraryAsItIs() throws Exception {
    Outcome outcome = Mutant.of("Version").run(directory, 100, SoakRun.class, SECONDS);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }
}
