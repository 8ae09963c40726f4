package org.dosync.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dosync.histories.HistoryCheck;
import org.dosync.mutants.Mutant.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The history check finds what is wrong with an engine that was broken on purpose. */
@Tag("once")
@Timeout(120)
class EngineMutantsTest {

  /** Which of them depends on the program that happens to find it. */
  private static final String WRONG_VALUES =
      "^(G0|G1a|G1b|G1c|G-single|G2-item|lost update|long fork|stale read"
          + "|real time violation|internal inconsistency|.*A watch was told)";

  private static final String COMMIT_EARLY =
      "commitAt(early, attempt, versions, attempt.writeCount())";

  @TempDir private static Path directory;

  static Stream<Arguments> mutants() throws IOException {
    return Stream.of(
        broken(
            "validation skipped",
            Mutant.of("Attempt").replace("readCount() == 0 || readsAreValidAt(stamp)", "true"),
            WRONG_VALUES),
        broken(
            "extension without a look at what was read",
            Mutant.of("View")
                .replace("Ref<?> overtaken = overtakenRead(now);", "Ref<?> overtaken = null;"),
            WRONG_VALUES),
        broken(
            "stamp drawn too early",
            Mutant.of("Commit")
                .replace(
                    "attempt.status(Status.STAMPING); return StampClock.next();",
                    "long early = StampClock.next(); Thread.yield();"
                        + " attempt.status(Status.STAMPING); return early;"),
            WRONG_VALUES),
        broken(
            "stamp of one ref drawn before the ref is taken",
            Mutant.of("Commit")
                .replace(
                    "attempt.status(Status.STAMPING); if (!takeAll",
                    "long early = StampClock.nextShared(); Thread.yield();"
                        + " attempt.status(Status.STAMPING); if (!takeAll")
                .replace("commitAt(StampClock.nextShared(), attempt, versions, 1)", COMMIT_EARLY),
            WRONG_VALUES),
        broken(
            "shared stamp of several refs drawn before they are taken",
            Mutant.of("Commit")
                .replace(
                    "return takeAll(attempt, versions, count) && decide(attempt, versions, count);",
                    "long early = StampClock.nextShared(); Thread.yield();"
                        + " return takeAll(attempt, versions, count)"
                        + " && decide(attempt, versions, count, early);")
                .replace(
                    "decide(Attempt attempt, Version[] versions, int count) {",
                    "decide(Attempt attempt, Version[] versions, int count, long early) {")
                .replace(
                    "commitAt(StampClock.nextShared(), attempt, versions, count)", COMMIT_EARLY),
            WRONG_VALUES),
        broken(
            "a commit of one ref that is STAMPING too late",
            Mutant.of("Commit")
                .replace("attempt.status(Status.STAMPING); if (!takeAll", "if (!takeAll")
                .replace(
                    "commitAt(StampClock.nextShared(), attempt, versions, 1)",
                    "long early = StampClock.nextShared(); Thread.yield(); " + COMMIT_EARLY),
            WRONG_VALUES),
        broken(
            "a commit of several changed refs that is STAMPING too late",
            Mutant.of("Commit")
                .replace(
                    "attempt.status = Status.STAMPING;",
                    "long early = StampClock.nextShared(); Thread.yield();"
                        + " attempt.status = Status.STAMPING;")
                .replace(
                    "commitAt(StampClock.nextShared(), attempt, versions, count)", COMMIT_EARLY),
            WRONG_VALUES),
        broken(
            "another ref seen beside what is not current any more",
            Mutant.of("View").replace("&& !head.isPending() && isAllCurrent()", ""),
            WRONG_VALUES),
        broken(
            "read point taken after the looks that it stands for",
            Mutant.of("View")
                .replace(
                    "long now = StampClock.readPoint(); if (isAllCurrent()) { readPoint = now; }",
                    "if (isAllCurrent()) { Thread.yield(); readPoint = StampClock.readPoint(); }"),
            WRONG_VALUES),
        broken(
            "a stamp that does not go past the mark of others",
            Mutant.of("StampClock").replace("+ ADVANCE + SHARED) >> 1", "+ ADVANCE) >> 1"),
            WRONG_VALUES),
        broken(
            "a commit with a shared stamp that has read something",
            Mutant.of("View").replace("return readCount() == 0 && (", "return ("),
            WRONG_VALUES),
        broken(
            "version cut too soon",
            Mutant.of("Commit")
                .replace("long oldestPin = Pins.oldest();", "long oldestPin = Pins.NONE;"),
            "restarted more than once|" + WRONG_VALUES),
        broken(
            "waiter registered too late",
            Mutant.of("Waiter")
                .replace(
                    "if (first == null) { Waiters.enter(version.ref, this); } else if",
                    "if (first != null) if")
                .replace(
                    "LockSupport.parkNanos",
                    "read.keySet().forEach(ref -> Waiters.enter(ref, this)); LockSupport.parkNanos"),
            "lost wake-up|" + WRONG_VALUES),
        broken(
            "doomed flag ignored",
            Mutant.of("Attempt").replace("mayCommit() && (writeCount() == 0", "(writeCount() == 0"),
            "commit of a lost try|" + WRONG_VALUES),
        broken(
            "commute not computed again",
            Mutant.of("Changes").replace("dependOnBases(versions, true);", ""),
            WRONG_VALUES),
        broken(
            "ensure not validated",
            Mutant.of("Changes").replace("addRead(version); return version;", "return version;"),
            WRONG_VALUES),
        broken(
            "read point that does not advance the clock",
            Mutant.of("Attempt")
                .replace("OPEN : StampClock.readPoint()", "OPEN : StampClock.now()"),
            "stale read|RetryLimitException|" + WRONG_VALUES),
        broken(
            "nested changes not undone",
            Mutant.of("Changes").replace("truncateWrites(mark.writes);", ""),
            WRONG_VALUES),
        broken(
            "changes overwrite what overtook them",
            Mutant.of("Commit").replace(": below != version.prev)", ": false)"),
            WRONG_VALUES));
  }

  private static Arguments broken(String how, Mutant mutant, String anomaly) {
    return arguments(how, mutant.start(directory, 60, HistoryCheck.class, "30", "3000"), anomaly);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isFound(String broken, Future<Outcome> run, String anomaly) throws Exception {
    Outcome outcome = run.get();
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).containsPattern(anomaly);
  }

  /** The same programs, in the same surroundings. */
  @Test
  void nothingIsFoundInTheEngineAsItIs() throws Exception {
    Outcome outcome = Mutant.of("Commit").run(directory, 60, HistoryCheck.class, "2", "20000");
    assertThat(outcome).isEqualTo(new Outcome(0, "nothing found\n"));
  }
}
