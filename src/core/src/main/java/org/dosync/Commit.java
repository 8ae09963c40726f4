package org.dosync;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Commits one try. The whole algorithm of the engine, in short:
 *
 * <p><b>Layout.</b> A ref points to its newest {@link Version}, which points to the one before.
 * Each committed version carries a stamp, the number that {@link StampClock} gave to its commit. A
 * pending version at the head is the write lock of its ref; what it will be is said by one word,
 * the {@link Status} of the {@link Attempt} that owns it.
 *
 * <p><b>Commit.</b> (1) Run the functions of commutes on the newest values, and the validators; no
 * user code runs after this, but for the clock of a {@link History}. (2) Put each new version on
 * top of its ref, by compare-and-set on the version it is based on: an overtaken write is found
 * here. First in the order of the body, with a glance at refs that others hold; if one is held,
 * give all back and take them in the order of their ids, with patience. (3) Status STAMPING, then
 * take the next number of the clock: the stamp. (4) Unless it directly follows the read point, each
 * logged read must still be the version of its ref at that stamp; meanwhile the status is
 * VALIDATING(stamp). (5) Status COMMITTED(stamp): with this one store all the new values are there.
 * Then stamps are copied into the versions, and old ones are cut off.
 *
 * <p><b>Reading at a stamp</b> takes the newest version whose stamp is not greater. At a pending
 * head it asks the owner: ACTIVE or ABORTED, the version below is the one; STAMPING, a few steps
 * will tell; VALIDATING(s) or COMMITTED(s), compare s, and wait for the decision if s is not
 * greater.
 *
 * <p><b>Why ACTIVE may be passed by.</b> STAMPING is stored before the owner's read-modify-write of
 * the clock. Whoever reads at a stamp {@code at} has read the clock at {@code at} or later. Were
 * the owner's stamp not greater than {@code at}, its read-modify-write would have come before that
 * reading, and STAMPING would be visible. So ACTIVE means that its stamp will be greater.
 *
 * <p><b>Commits that have only changed refs</b> leave the clock alone. A try that has only changed
 * refs, and few, has no read point: it takes the newest version, whatever its stamp, and then looks
 * whether all that it has seen before is still current. At the commit all that it depends on is
 * below its pending heads, and cannot change any more. STAMPING comes before the look at the clock,
 * as ever: it is stored as a volatile; with one ref, before the version becomes the pending head,
 * which is a fence as good. Then the number after the clock's is the stamp, shared with others of
 * its kind, and a mark is left in the clock. Whoever takes a read point and finds the mark advances
 * the clock. So at a read point {@code at} there is all that has returned before. Nothing gets a
 * stamp up to {@code at} later: a shared stamp is read from the clock after the versions became the
 * pending heads. One who reads at {@code at} has either seen such a head, and waits for its stamp,
 * or has looked at the ref before; then the clock stood at {@code at} already, and the stamp is
 * greater. That needs the accesses to the clock, the heads and the statuses in one order, so the
 * ones that count are volatile. A stamp of its own goes past all marks, so it directly follows a
 * read point only if no commit of this kind has left a mark since.
 *
 * <p>Two versions of one ref may have the same stamp. No read point is between them: at a read
 * point both are there, and the newest counts.
 *
 * <p><b>Why nobody waits in a circle.</b> A commit that holds refs and waits for more than a glance
 * takes them in the order of their ids; one that has its stamp waits only for smaller stamps, or
 * for a shared one, which waits for nobody; readers hold nothing.
 *
 * <p><b>Why it is serializable.</b> Every committed write is based on the version directly below
 * it, every logged read is current at the stamp, so the transaction might have run at the instant
 * of its stamp; one that wrote nothing might have run at its read point, or at its last look at all
 * that it had seen. A validation fails only because another transaction has committed or, holding a
 * smaller stamp, is about to be decided and did.
 *
 * <p><b>Errors anywhere.</b> Whatever is thrown before COMMITTED turns the status to ABORTED, and
 * anyone who meets a version of an aborted try passes or replaces it; whatever is thrown after it
 * leaves versions without their stamps, and anyone who meets one fills it in.
 */
final class Commit {

  /** How long a commit waits for another that holds a ref it needs, in turns of {@link Spin}. */
  static final int PATIENCE = 2_000;

  /** How long it waits as long as it has not put the refs in order, and might block others. */
  private static final int GLANCES = 32;

  private Commit() {}

  /** Whether the try has committed; if not it is doomed and nothing has changed. */
  static boolean commit(Attempt attempt) {
    try {
      return takeAndDecide(attempt);
    } catch (Throwable thrown) {
      // No call in here: after a stack overflow it would overflow again, and the refs stay taken.
      if ((attempt.status & Status.COMMITTED) == Status.COMMITTED) {
        return true;
      }
      attempt.status = Status.ABORTED;
      throw thrown;
    }
  }

  private static boolean takeAndDecide(Attempt attempt) {
    while (!attempt.isDoomed()) {
      Version[] versions = attempt.versionsToCommit();
      if (attempt.isAlone() ? commitOne(attempt, versions) : commitAll(attempt, versions)) {
        return true;
      }
    }
    return false;
  }

  /** Whoever meets the version waits until it has its stamp: there is nothing to validate. */
  private static boolean commitOne(Attempt attempt, Version[] versions) {
    attempt.status(Status.STAMPING);
    if (!takeAll(attempt, versions, 1)) {
      attempt.status(Status.ACTIVE);
      return false;
    }
    commitAt(StampClock.nextShared(), attempt, versions, 1);
    return true;
  }

  private static boolean commitAll(Attempt attempt, Version[] versions) {
    int count = attempt.writeCount();
    return takeAll(attempt, versions, count) && decide(attempt, versions, count);
  }

  // ---- step 2: take the refs

  /**
   * Makes all versions pending, or none. If not all, then the try is lost, or a commute has to be
   * computed again, or a ref has come by a validator or watch and the values have to be looked at.
   */
  static boolean takeAll(Attempt attempt, Version[] versions, int count) {
    if (attempt.isDoomed()) {
      return false;
    }
    Barge.giveWay(attempt);
    boolean plain = attempt.isPlain();
    Version refused = takeOrRelease(attempt, versions, count, count == 1 ? PATIENCE : GLANCES);
    if (refused != null && count > 1 && plain == attempt.isPlain() && isOnlyHeld(refused)) {
      WriteSet.sort(versions, count);
      refused = takeOrRelease(attempt, versions, count, PATIENCE);
    }
    if (refused != null && plain == attempt.isPlain()) {
      attempt.overtaken(refused);
    }
    return refused == null;
  }

  private static boolean isOnlyHeld(Version refused) {
    return refused.isBlind() || Version.newest(refused.ref) == refused.prev;
  }

  private static @Nullable Version takeOrRelease(
      Attempt attempt, Version[] versions, int count, int patience) {
    for (int i = 0; i < count; i++) {
      if (!take(attempt, versions[i], patience)) {
        release(versions, i);
        return versions[i];
      }
    }
    return null;
  }

  private static boolean take(Attempt attempt, Version version, int patience) {
    Version base = version.prev;
    return base != null && version.ref.replaceHead(base, version)
        ? isAsPlainAsBelieved(attempt, version, base)
        : takePatiently(attempt, version, patience);
  }

  /** The head is another version than the base, or there is no base. */
  private static boolean takePatiently(Attempt attempt, Version version, int patience) {
    boolean blind = version.isBlind();
    for (int turn = 0; turn < patience; turn++) {
      Version head = version.ref.head();
      Version below = decided(head);
      if (below == null) {
        Spin.once(turn);
      } else if (blind ? attempt.isTooNew(below) : below != version.prev) {
        return false;
      } else {
        if (blind) {
          version.prev = below;
        }
        if (version.ref.replaceHead(head, version)) {
          return isAsPlainAsBelieved(attempt, version, below);
        }
      }
    }
    return false;
  }

  /**
   * Looks for attachments once the version is pending, and takes it back if it finds the first
   * ones. Whoever attaches something after this look finds the version pending.
   */
  private static boolean isAsPlainAsBelieved(Attempt attempt, Version version, Version below) {
    if (attempt.isPlain() && version.ref.attachments() != null) {
      attempt.notPlain();
      version.ref.replaceHead(version, below);
      return false;
    }
    return true;
  }

  /** The committed version that a new one may be put on, or null while that is open. */
  private static @Nullable Version decided(Version head) {
    if (!head.isPending()) {
      return head;
    }
    return head.isUndecided() ? null : Version.newest(head.ref);
  }

  private static void release(Version[] versions, int count) {
    for (int i = 0; i < count; i++) {
      Version below = versions[i].prev;
      if (below != null) {
        versions[i].ref.replaceHead(versions[i], below);
      }
    }
  }

  static void abort(Attempt attempt, Version[] versions, int count) {
    attempt.status(Status.ABORTED);
    release(versions, count);
  }

  // ---- steps 3 to 5: stamp, validate, publish

  private static boolean decide(Attempt attempt, Version[] versions, int count) {
    if (attempt.hasOnlyChanged()) {
      attempt.status = Status.STAMPING; // a volatile store, to come before the look at the clock
      commitAt(StampClock.nextShared(), attempt, versions, count);
      return true;
    }
    if (!attempt.isPlain()) {
      attempt.noteChanges(versions, count);
    }
    long stamp = stamp(attempt, versions, count);
    if (!attempt.isValidAt(stamp)) {
      abort(attempt, versions, count);
      return false;
    }
    commitAt(stamp, attempt, versions, count);
    return true;
  }

  static long stamp(Attempt attempt, Version[] versions, int count) {
    if (!attempt.isPlain() && hasFacts(versions, count)) {
      return History.stamp(attempt, versions, count);
    }
    attempt.status(Status.STAMPING);
    return StampClock.next();
  }

  private static boolean hasFacts(Version[] versions, int count) {
    for (int i = 0; i < count; i++) {
      if (versions[i] instanceof Fact) {
        return true;
      }
    }
    return false;
  }

  static void commitAt(long stamp, Attempt attempt, Version[] versions, int count) {
    attempt.status(Status.committed(stamp));
    publish(attempt, versions, count, stamp);
  }

  /** The transaction has committed: nothing may be thrown any more, and readers can do without. */
  private static void publish(Attempt attempt, Version[] versions, int count, long stamp) {
    try {
      long oldestPin = Pins.oldest();
      Attempt stone = attempt.gravestone(stamp);
      for (int i = 0; i < count; i++) {
        publish(versions[i], stamp, oldestPin, stone);
      }
    } catch (StackOverflowError | OutOfMemoryError unpublished) {
      // Whoever meets a version without its stamp asks its owner, which says COMMITTED.
      return;
    }
  }

  private static void publish(
      Version version, long stamp, long oldestPin, @Nullable Attempt stone) {
    if (version instanceof Guard) {
      version.ref.replaceHead(version, requireNonNull(version.prev));
    } else {
      version.trim(oldestPin, version.ref.historyOrNull());
      version.committed(stamp, stone);
    }
  }
}
