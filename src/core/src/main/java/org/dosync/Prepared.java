package org.dosync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A try that is certain to be able to commit: for a coordinator that wants to hear so from several
 * resources before it tells all of them to go on. Until then others read the old values without
 * waiting, and cannot change what the try has read or written. Any thread may end it, once.
 */
final class Prepared {

  private final Attempt attempt;
  private final Version[] pending;

  private Prepared(Attempt attempt, Version[] pending) {
    this.attempt = attempt;
    this.pending = pending;
  }

  /**
   * Prepares a try whose body has returned. Null if it is lost; it is doomed then. Throws what the
   * try must end with, if that is so.
   */
  static @Nullable Prepared of(Attempt attempt) {
    try {
      return prepare(attempt);
    } catch (RetrySignal lost) {
      attempt.throwIfBroken();
      return null;
    } catch (Throwable thrown) {
      attempt.status = Status.ABORTED; // no call: see Commit.commit
      throw thrown;
    }
  }

  private static @Nullable Prepared prepare(Attempt attempt) {
    if (attempt.hasUnloggedReads()) {
      attempt.restartLogging();
    }
    while (attempt.mayCommit()) {
      Version[] pending = withGuards(attempt, attempt.versionsToCommit());
      if (Commit.takeAll(attempt, pending, pending.length)) {
        attempt.notPlain(); // watches may come until it is committed
        return readsAreKept(attempt, pending) ? new Prepared(attempt, pending) : null;
      }
    }
    attempt.throwIfBroken();
    return null;
  }

  /** Each ref that was read but not written gets a pending version too, which changes nothing. */
  private static Version[] withGuards(Attempt attempt, Version[] versions) {
    List<Version> all = new ArrayList<>(Arrays.asList(versions).subList(0, attempt.writeCount()));
    attempt.forEachRead(
        read -> {
          if (all.stream().noneMatch(version -> version.ref == read.ref)) {
            all.add(new Guard(read, attempt));
          }
        });
    return all.toArray(Version[]::new);
  }

  /** What was both read and written without looking (set) has no guard; it is compared here. */
  private static boolean readsAreKept(Attempt attempt, Version[] pending) {
    TransactionalRef<?> overtaken = attempt.overtakenRead(Long.MAX_VALUE >> 2);
    if (overtaken != null) {
      Commit.abort(attempt, pending, pending.length);
      attempt.lostTo(overtaken);
    }
    return overtaken == null;
  }

  /** If it throws before it has committed then it is still prepared, and may be ended again. */
  void commit() {
    try {
      attempt.noteChanges(pending, pending.length);
      long stamp = Commit.stamp(attempt, pending, pending.length);
      Commit.commitAt(stamp, attempt, pending, pending.length);
    } catch (Throwable thrown) {
      if ((attempt.status & Status.COMMITTED) != Status.COMMITTED) {
        attempt.status = Status.ACTIVE; // no call: see Commit.commit
        throw thrown;
      }
    }
    attempt.afterCommit();
  }

  void rollback() {
    Commit.abort(attempt, pending, pending.length);
    attempt.afterAbort();
  }
}
