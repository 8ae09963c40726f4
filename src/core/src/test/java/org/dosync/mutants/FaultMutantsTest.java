package org.dosync.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dosync.faults.FaultCheck;
import org.dosync.mutants.Mutant.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check of faults finds what a library that was broken on purpose makes of them. */
@Tag("once")
@Timeout(120)
class FaultMutantsTest {

  @TempDir private static Path directory;

  static Stream<Arguments> mutants() throws IOException {
    return Stream.of(
        // These two wait the longest.
        broken(
            "a close leaves the threads",
            Mutant.of("Closing")
                .replace(
                    "pools.forEach(idle ? ExecutorService::shutdown : ExecutorService::shutdownNow);",
                    "")
                .replace("awaitEnd(pools, idle ? deadline - System.nanoTime() : 0);", ""),
            "futures",
            "its threads end"),
        broken(
            "a job is over when its clock has thrown",
            Mutant.of("Timetable").replace("due.job().dueAgain(due, looked + A_SECOND);", ""),
            "every",
            "another run"),
        broken(
            "refs stay taken when something throws in a commit",
            Mutant.of("Commit")
                .replace("attempt.status = Status.ABORTED; throw thrown;", "throw thrown;"),
            "history",
            "others commit at once|hangs|retry limit"),
        broken(
            "refs stay taken when a validator throws in the first of two phases",
            Mutant.of("Prepared")
                .replace(
                    "attempt.notPlain(); // watches may come until it is committed",
                    "attempt.notPlain(); for (Version v : pending) { v.ref.validate(v.value); }")
                .replace("attempt.status = Status.ABORTED; // no call: see Commit.commit", ""),
            "two phases",
            "others commit at once|hangs"),
        broken(
            "a validator that throws has accepted",
            Mutant.of("Reference")
                .replace(
                    "} catch (RuntimeException | Error thrown) { throw thrown; }",
                    "} catch (RuntimeException | Error thrown) { return true; }"),
            "validators and watches",
            "nobody was told of it"),
        broken(
            "a watch that throws stops the others",
            Mutant.of("Watches")
                .replace(
                    "Failures.report(\"watch \" + Text.of(key), reference, thrown);",
                    "throw Unchecked.rethrow(thrown);"),
            "validators and watches",
            "a watch was told|after \\d+ commits|the right values"),
        broken(
            "a hook that throws stops the others",
            Mutant.of("Effects")
                .replace(
                    "Failures.report(what + \" of transaction \" + transaction.label(), null, thrown);",
                    "throw Unchecked.rethrow(thrown);"),
            "plain refs",
            "after \\d+ commits|lost without a word"),
        broken(
            "an agent forgets what its executor rejects",
            Mutant.of("Ownership").replace("drop(sent, rejection); finished();", "finished();"),
            "several executors",
            "lost without a word|nobody was told of it|has no end"),
        broken(
            "what an executor throws afterwards is dropped",
            Mutant.of("Ownership").replace("if (!accepted) {", "if (false) {"),
            "an executor that runs at once",
            "nobody was told of it"),
        broken(
            "a favour and a pin are kept",
            Mutant.of("TransactionRunner")
                .replace(
                    "slot.looksAt = outerLooksAt; attempt.close();", "slot.looksAt = outerLooksAt;")
                .replace("attempt.close(); attempt.afterAbort();", "attempt.afterAbort();"),
            "pinned",
            "a pin that was not released"),
        broken(
            "an interrupt is left to the next action",
            Mutant.of("AgentLoop")
                .replace(
                    "Thread.interrupted(); // what an action leaves behind is not for the next one",
                    ""),
            "an agent that fails",
            "was interrupted in place of another"),
        broken(
            "a wait swallows the interrupt",
            Mutant.of("Contention")
                .replace(
                    "if (Thread.currentThread().isInterrupted()) {", "if (Thread.interrupted()) {"),
            "a try that is lost",
            "an interrupt was swallowed"),
        broken(
            "a close tells neither at once nor later what agents drop",
            Mutant.of("Closing")
                .replace("left.merge(one.source(), one, Closing::beside);", "")
                .replace("if (late != null) { tell(late); }", ""),
            "an agent that fails",
            "lost without a word"));
  }

  private static Arguments broken(String how, Mutant mutant, String program, String finding) {
    return arguments(how, mutant.start(directory, 100, FaultCheck.class, program), finding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isFound(String broken, Future<Outcome> run, String finding) throws Exception {
    Outcome outcome = run.get();
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).containsPattern(finding);
  }

  /** The same programs, in the same surroundings. */
  @Test
  void nothingIsFoundInTheLibraryAsItIs() throws Exception {
    Outcome outcome =
        Mutant.of("Commit")
            .run(directory, 100, FaultCheck.class, "validators and watches", "several executors");
    assertThat(outcome).isEqualTo(new Outcome(0, "nothing found\n"));
  }
}
