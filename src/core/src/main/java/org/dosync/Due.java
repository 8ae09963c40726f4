package org.dosync;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When a run of a job is due. Compared by identity: one that is no more its job's does not count.
 *
 * @param job whose run it is
 * @param number in the order they were made, which decides between equal times
 * @param nanos by the clock that only goes forward
 * @param instant by the time of day; if not null, {@code nanos} means nothing
 * @param asked after which time of day the instant comes, if that is what it was asked for
 * @param failed what went wrong when its time had come, and is tried once more; null for the first
 *     try
 */
record Due(
    Job job,
    long number,
    long nanos,
    @Nullable Instant instant,
    @Nullable Instant asked,
    @Nullable Due failed) {

  /** By how much somebody may set the clock back without a time coming twice. */
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** By the difference: the clock may overflow. */
  static final Comparator<Due> BY_NANOS =
      (one, other) ->
          one.nanos == other.nanos
              ? Long.compare(one.number, other.number)
              : Long.signum(one.nanos - other.nanos);

  static final Comparator<Due> BY_INSTANT =
      Comparator.comparing(Due::moment).thenComparingLong(Due::number);

  static final Comparator<Due> BY_ASKED =
      Comparator.comparing(Due::askedAfter).thenComparingLong(Due::number);

  private Instant askedAfter() {
    return asked == null ? Instant.MIN : asked;
  }

  /** Whether the clock was set back since: times before the instant may be to come again. */
  boolean isAhead(Instant now) {
    return asked != null && Duration.between(now, asked).compareTo(A_MINUTE) > 0;
  }

  Instant moment() {
    return instant == null ? Instant.MAX : instant;
  }

  /** The same once more, when the clock says so. */
  Due again(long newNumber, long newNanos) {
    return new Due(job, newNumber, newNanos, null, null, original());
  }

  /** The one that says which time it is about. */
  Due original() {
    return failed == null ? this : failed;
  }

  boolean hasCome(SchedulerClock clock) {
    if (failed != null) {
      return failed.hasCome(clock);
    }
    return instant == null ? nanos - clock.nanoTime() <= 0 : !instant.isAfter(clock.instant());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
