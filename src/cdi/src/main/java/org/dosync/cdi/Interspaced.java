package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Runs a method of a bean again and again, with a pause after each run: {@link
 * org.dosync.Scheduler#interspaced}. A run cannot overlap another one, nor be missed. Otherwise as
 * {@link Every}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Interspaced {

  /**
   * From the end of one run to the beginning of the next.
   *
   * @return as {@link Every#value}
   */
  String value();

  /**
   * How long after the start of the application the first run is.
   *
   * @return as {@link Every#value}; nothing, for at once, by default
   */
  String initialDelay() default "";
}
