package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.dosync.Missed;
import org.dosync.Overlap;

/**
 * Runs a method of a bean at the times of a cron expression: {@link org.dosync.Scheduler#atEach}.
 * Otherwise as {@link Every}.
 *
 * <pre>{@code
 * @Cron(value = "30 3 * * MON-FRI", zone = "Europe/Berlin")
 * void sweep() { ... }
 * }</pre>
 *
 * <p>Who uses it adds {@code com.cronutils:cron-utils} to the application; without it the
 * deployment is refused.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Cron {

  /**
   * When: minute, hour, day of the month, month and day of the week (0 or 7 is Sunday, or {@code
   * SUN}), with seconds before the minute if there are six. Each is {@code *}, a value, a range
   * {@code 8-18}, a list {@code 8,12,18} or steps {@code *&#47;15}; for days also {@code L}, the
   * last of the month, and {@code FRI#2}, the second Friday. A day has to match both of its fields.
   * Or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}.
   *
   * <p>Where the clock is put forward, a time that the day does not have is left out. Where it is
   * put back, a time that comes twice is met once, and twice if the hour is {@code *}.
   *
   * @return such an expression; {@code off} for no runs
   */
  String value();

  /**
   * The time zone by which that is meant.
   *
   * @return as {@link java.time.ZoneId#of} reads it; by default that of the computer
   */
  String zone() default "";

  /**
   * What happens when a run is due while an earlier one still runs.
   *
   * @return {@link Overlap#SKIP} by default
   */
  Overlap overlap() default Overlap.SKIP;

  /**
   * What happens about runs that were missed, while the application was there.
   *
   * @return {@link Missed#ONCE} by default
   */
  Missed missed() default Missed.ONCE;
}
