package org.dosync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a run of a job is due. Compared by identity: one that is no more its job's does not count.
 */
final class Due {

  final Job job;

  /** By the clock that only goes forward. */
  final long nanos;

  /** By the time of day; if not null, {@link #nanos} means nothing. */
  final @Nullable Instant instant;

  Due(Job job, long nanos) {
    this.job = job;
    this.nanos = nanos;
    this.instant = null;
  }

  Due(Job job, Instant instant) {
    this.job = job;
    this.nanos = 0;
    this.instant = instant;
  }
}
