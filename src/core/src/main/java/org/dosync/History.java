package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * How much of its past a ref keeps, for {@link Ref#asOf}. Give one object to all refs that are to
 * be asked about the same moments: it gives the moments of their commits an order.
 *
 * <p>A commit that changes a ref with history passes one lock of the process for a few steps.
 */
public final class History {

  /** Keeps nothing: what a ref has unless told otherwise. */
  public static final History NONE = new History(0, 0, Duration.ZERO, InstantSource.system());

  /** Some time before the last nanosecond, since moments go on where the clock stands still. */
  private static final Instant END = Instant.parse("2262-01-01T00:00:00Z");

  private static final SpinLock LOCK = new SpinLock();
  private static long commits;

  private final int min;
  private final int max;
  private final long ageNanos;
  private final InstantSource clock;

  /**
   * The latest moment given to a commit or asked about; only moves forward. Written under LOCK;
   * {@link #keeps} reads it without, where an old value only keeps more.
   */
  private long latest = Long.MIN_VALUE;

  /** The commit that {@link #latest} was given to last. Guarded by LOCK. */
  private long latestCommit;

  private History(int min, int max, Duration age, InstantSource clock) {
    this.min = min;
    this.max = max;
    this.ageNanos = TimeUnit.NANOSECONDS.convert(age);
    this.clock = clock;
  }

  /**
   * Keeps so many past values, however old.
   *
   * @param values zero or more, beside the present one
   * @return a history by the system's clock
   * @throws IllegalArgumentException if it is negative
   */
  public static History keep(int values) {
    requireNotNegative(values);
    return new History(values, values, Duration.ZERO, InstantSource.system());
  }

  /**
   * Keeps the values that were there within a span of time before now, but not more than so many.
   *
   * @param age how far back, more than zero
   * @param atMost zero or more past values; with more changes than that within {@code age} the
   *     oldest are forgotten
   * @return a history by the system's clock
   * @throws IllegalArgumentException if the age is not positive, or the number negative
   */
  public static History keepFor(Duration age, int atMost) {
    requireNotNegative(atMost);
    requireNonNull(age, "age");
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("A history's age must be more than zero, not " + age);
    }
    return new History(0, atMost, age, InstantSource.system());
  }

  private static void requireNotNegative(int values) {
    if (values < 0) {
      throw new IllegalArgumentException("A history keeps 0 or more values, not " + values);
    }
  }

  /**
   * The same by another clock, for tests and for facts of another time.
   *
   * @param otherClock tells the moment of each commit. It is asked in the middle of the commit: it
   *     must be quick, not throw (the transaction would abort) and use no refs. Where it stands
   *     still or goes back, moments go on by a nanosecond for each commit. Years before 1678 count
   *     as one moment; a clock past 2261 is refused with {@link DosyncException}.
   * @return a history of its own, with no moments in common with this one
   */
  public History withClock(InstantSource otherClock) {
    requireNonNull(otherClock, "clock");
    return new History(min, max, Duration.ofNanos(ageNanos), otherClock);
  }

  /** Gives all facts of one commit their moment, and the commit its stamp, in the same order. */
  static long stamp(Attempt attempt, Version[] versions, int count) {
    LOCK.lock();
    try {
      commits++;
      for (int i = 0; i < count; i++) {
        if (versions[i] instanceof Fact fact) {
          fact.since = fact.ref.history().momentOfCommit();
        }
      }
      attempt.status(Status.STAMPING);
      return StampClock.next();
    } finally {
      LOCK.held = false;
    }
  }

  private long momentOfCommit() {
    if (latestCommit != commits) {
      latest = Math.max(latest + 1, now());
      latestCommit = commits;
    }
    return latest;
  }

  /** The moment of a ref's first value. */
  long begin() {
    LOCK.lock();
    try {
      latest = Math.max(latest, now());
      return latest;
    } finally {
      LOCK.held = false;
    }
  }

  Fact factAt(Instant moment, TransactionalRef<?> ref) {
    if (this == NONE) {
      throw new HistoryException(
          "Can't tell what " + ref + " was: it keeps no history. Give it one when you build it",
          null);
    }
    long nanos = nanos(moment);
    settle(moment, nanos);
    Version version = null;
    while (version == null) {
      version = Version.at(ref, StampClock.readPoint(), null);
    }
    return factAt(nanos, (Fact) version, moment);
  }

  /** From now on commits count as later than {@code moment}. */
  private void settle(Instant moment, long nanos) {
    LOCK.lock();
    try {
      if (nanos > Math.max(latest, now())) {
        throw new IllegalArgumentException(moment + " is in the future: nobody can tell");
      }
      latest = Math.max(latest, nanos);
    } finally {
      LOCK.held = false;
    }
  }

  private static Fact factAt(long nanos, Fact newest, Instant moment) {
    Fact fact = newest;
    while (fact.since > nanos) {
      Version older = fact.prev;
      if (older == null) {
        Instant oldest = instant(fact.since);
        throw new HistoryException(
            "Can't tell what " + fact.ref + " was at " + moment + ": known since " + oldest,
            oldest);
      }
      fact = (Fact) older;
    }
    return fact;
  }

  /** Whether the {@code count}-th past value, the one below {@code version}, is to be kept. */
  boolean keeps(Version version, int count) {
    return keeps(version, count, latest);
  }

  private boolean keeps(Version version, int count, long now) {
    return count <= min || (count <= max && now - ((Fact) version).since < ageNanos);
  }

  int count(Version newest) {
    long now = now();
    int count = 0;
    Version version = newest;
    while (version.prev != null && keeps(version, count + 1, now)) {
      version = version.prev;
      count++;
    }
    return count;
  }

  private long now() {
    Instant now = clock.instant();
    if (!now.isBefore(END)) {
      throw new DosyncException(
          "The clock of a history shows " + now + ", but moments end with the year 2261");
    }
    return nanos(now);
  }

  /** Enough for the years 1678 to 2261; what is outside counts as their ends. */
  private static long nanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException | DateTimeException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static Instant instant(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }

  /** What it keeps. */
  @Override
  public String toString() {
    return this == NONE
        ? "History: none"
        : "History: at least " + min + ", at most " + max + " within " + Duration.ofNanos(ageNanos);
  }
}
