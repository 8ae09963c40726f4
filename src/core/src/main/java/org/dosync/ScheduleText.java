package org.dosync;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A schedule as at-at shows it, but by the 24-hour clock. */
final class ScheduleText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss's'", Locale.ENGLISH);

  private ScheduleText() {}

  static String of(List<Job> jobs, Instant now) {
    return jobs.isEmpty()
        ? "No jobs are currently scheduled."
        : jobs.stream().map(job -> line(job, now)).collect(Collectors.joining("\n"));
  }

  private static String line(Job job, Instant now) {
    Instant start = job.startsAt();
    return "["
        + job.id()
        + (job.isRecurring() ? "][RECUR] created: " : "][SCHED] created: ")
        + time(job.createdAt())
        + (start.isAfter(now) ? ", starts at: " + time(start) : "")
        + (job.isRecurring() && !job.period().isZero()
            ? ", period: " + millis(job.period()) + "ms"
            : "")
        + (job.isPaused() ? ", paused" : "")
        + ", desc: \""
        + job.description()
        + "\"";
  }

  private static String time(Instant instant) {
    try {
      return TIME.format(instant.atZone(ZoneId.systemDefault()));
    } catch (DateTimeException farAway) {
      return instant.toString();
    }
  }

  private static String millis(Duration duration) {
    BigDecimal millis =
        BigDecimal.valueOf(duration.getSeconds())
            .movePointRight(3)
            .add(BigDecimal.valueOf(duration.getNano(), 6));
    return millis.signum() == 0 ? "0" : millis.stripTrailingZeros().toPlainString();
  }
}
