package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.dosync.Missed;
import org.dosync.Overlap;

/**
 * Runs a method of a bean again and again, from the start of the application to its end: {@link
 * org.dosync.Scheduler#every}.
 *
 * <p>The method takes no arguments and is not private, static or final. Each run calls the bean as
 * any other bean would, through the container and its interceptors, outside any transaction, with a
 * request context of its own, on a thread as {@link DosyncExecutor} says. What it throws goes to
 * {@link org.dosync.Failures}, and the job goes on. Mistakes are refused at deployment. A method
 * that overrides one with this annotation is no job, unless it has one itself; if that one is
 * abstract the deployment is refused. {@code @Inject Scheduler} has the jobs, under the class and
 * method as description, {@code Heartbeat.beat}. The texts may have placeholders,
 * {@code @Every("{sweep.every:30s}")}, and the members can be configured; see {@link
 * org.dosync.cdi}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Every {

  /**
   * From the beginning of one run to the beginning of the next: a number and a unit, {@code 500ms},
   * {@code 10s}, {@code 1m}, {@code 1h}, {@code 1d}, or as {@link java.time.Duration#parse} reads
   * it.
   *
   * @return more than zero; {@code off} for no runs
   */
  String value();

  /**
   * How long after the start of the application the first run is.
   *
   * @return as {@link #value}; nothing, for at once, by default
   */
  String initialDelay() default "";

  /**
   * What happens when a run is due while an earlier one still runs.
   *
   * @return {@link Overlap#SKIP} by default
   */
  Overlap overlap() default Overlap.SKIP;

  /**
   * What happens about runs that were missed.
   *
   * @return {@link Missed#ONCE} by default
   */
  Missed missed() default Missed.ONCE;
}
