package org.dosync.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dosync.histories.AgentCheck;
import org.dosync.mutants.Mutant.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The check of what agents have run finds what is wrong with agents that were broken on purpose.
 */
@Tag("once")
@Timeout(120)
class AgentMutantsTest {

  @TempDir private static Path directory;

  static Stream<Arguments> mutants() throws IOException {
    return Stream.of(
        broken(
            "order broken",
            Mutant.of("Mailbox")
                .replace(
                    "entry.link = first; first = entry;",
                    """
                    if (first == null || first == newest) {
                      entry.link = first;
                      first = entry;
                    } else {
                      entry.link = first.link;
                      first.link = entry;
                    }
                    """),
            "order of a sender broken"),
        broken(
            "held sends released although the action failed",
            Mutant.of("AgentLoop")
                .replace("held.withdraw(\"the action that sent it failed\");", "held.release();"),
            "action run though its sender has failed"),
        broken(
            "two owners at once",
            Mutant.of("Mailbox")
                .replace(
                    """
                    if (replace(now, action, now.sent + 1, now.reserved)) {
                      return now instanceof Idle ? Put.FIRST : Put.QUEUED;
                    """,
                    """
                    if (replace(now, action, now.sent + 1, now.reserved)) {
                      return Put.FIRST;
                    """),
            "two actions at once"),
        broken(
            "a rest that overlooks what has come",
            Mutant.of("Mailbox")
                .replace(
                    "resting = TOP.compareAndSet(this, now, idle);", "top = idle; resting = true;"),
            "lost action"),
        broken(
            "held sends in another order",
            Mutant.of("HeldSends")
                .replace("last.next = held;", "held.next = first; first = held; return;"),
            "order of a sender broken"));
  }

  private static Arguments broken(String how, Mutant mutant, String anomaly) {
    return arguments(how, mutant.start(directory, 60, AgentCheck.class, "30", "3000"), anomaly);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isFound(String broken, Future<Outcome> run, String anomaly) throws Exception {
    Outcome outcome = run.get();
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).startsWith(anomaly);
  }

  /** The same programs, in the same surroundings. */
  @Test
  void nothingIsFoundInTheAgentsAsTheyAre() throws Exception {
    Outcome outcome = Mutant.of("Mailbox").run(directory, 60, AgentCheck.class, "1", "20000");
    assertThat(outcome).isEqualTo(new Outcome(0, "nothing found\n"));
  }
}
