package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dosync.JobOptions;
import org.dosync.Scheduler;
import org.dosync.VoidBody;
import org.jspecify.annotations.Nullable;

/** When a method of a bean runs: read from one of the annotations that say so. */
interface Schedule {

  List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Every.class, Interspaced.class, After.class, Cron.class);

  /** In the place of a time: never. */
  String OFF = "off";

  /** For messages. */
  String OR_OFF = ", or off for no runs";

  /** Makes a job of it. */
  void enter(VoidBody<?> task, Scheduler scheduler);

  /**
   * Null if it is off.
   *
   * @throws IllegalArgumentException if a member makes no sense
   */
  static @Nullable Schedule of(Annotation annotation, String name) {
    JobOptions options = Scheduler.options().description(name);
    if (annotation instanceof Every every) {
      return isOff(every.value()) ? null : every(every, options);
    }
    if (annotation instanceof Interspaced interspaced) {
      return isOff(interspaced.value()) ? null : interspaced(interspaced, options);
    }
    if (annotation instanceof After after) {
      return isOff(after.value()) ? null : after(after, options);
    }
    Cron cron = (Cron) annotation;
    return isOff(cron.value()) ? null : cron(cron, options);
  }

  private static boolean isOff(String text) {
    return text.strip().equalsIgnoreCase(OFF);
  }

  private static Schedule every(Every every, JobOptions plain) {
    Duration period = moreThanZero(every.value());
    JobOptions options =
        delayed(plain.overlap(every.overlap()).missed(every.missed()), every.initialDelay());
    return (task, scheduler) -> scheduler.every(period, task, options);
  }

  private static Schedule interspaced(Interspaced interspaced, JobOptions plain) {
    Duration delay = moreThanZero(interspaced.value());
    JobOptions options = delayed(plain, interspaced.initialDelay());
    return (task, scheduler) -> scheduler.interspaced(delay, task, options);
  }

  private static Schedule after(After after, JobOptions options) {
    Duration delay = length(after.value());
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "the time must be zero or more" + OR_OFF + ", not " + after.value());
    }
    return (task, scheduler) -> scheduler.after(delay, task, options);
  }

  private static Schedule cron(Cron cron, JobOptions plain) {
    UnaryOperator<Instant> times = new CronTimes(cron.value(), zone(cron.zone()));
    if (times.apply(Instant.now()).equals(Instant.MAX)) {
      throw new IllegalArgumentException(
          "there is no time that is \"" + cron.value() + "\": write off for no runs");
    }
    JobOptions options = plain.overlap(cron.overlap()).missed(cron.missed());
    return (task, scheduler) -> scheduler.atEach(times, task, options);
  }

  private static ZoneId zone(String text) {
    try {
      return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time zone, as Europe/Berlin or UTC is", e);
    }
  }

  /** Of what may be off. */
  private static Duration length(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + OR_OFF, e);
    }
  }

  private static Duration moreThanZero(String text) {
    Duration length = length(text);
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException(
          "the time must be more than zero" + OR_OFF + ", not " + text);
    }
    return length;
  }

  private static JobOptions delayed(JobOptions options, String initialDelay) {
    return initialDelay.isEmpty() ? options : options.initialDelay(Durations.parse(initialDelay));
  }
}
