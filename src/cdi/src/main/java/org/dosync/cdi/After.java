package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Runs a method of a bean once, a while after the start of the application: {@link
 * org.dosync.Scheduler#after}. One whose time has not come at the end of the application does not
 * run. Otherwise as {@link Every}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface After {

  /**
   * How long after the start of the application.
   *
   * @return a length of time, as {@link Every#value}, or zero; {@code off} for never
   */
  String value();
}
