package org.dosync;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Where exceptions arrive that have no caller to go to: those of watches and hooks, which run after
 * the change is made, and those of agents' actions and jobs without an error handler. One handler
 * takes them all; unless it is replaced it logs them, once, through {@link System.Logger} {@code
 * org.dosync}.
 */
public final class Failures {

  /**
   * Made early, by whatever may fail later: the JDK's loggers are no more to be had for the whole
   * process if the first use of them runs out of stack.
   */
  static final System.Logger LOGGER = System.getLogger("org.dosync");

  private static final Consumer<Failure> LOG =
      failure -> LOGGER.log(ERROR, text(failure), failure.cause());

  private static volatile Consumer<Failure> handler = LOG;

  private Failures() {}

  /** A logger that throws as well must not stop what the failure did not stop. */
  private static void log(Failure failure) {
    try {
      LOG.accept(failure);
    } catch (Throwable ignored) {
      System.err.println(text(failure) + ", and the logger too: " + Text.of(ignored));
    }
  }

  private static String text(Failure failure) {
    return failure.what()
        + (failure.source() == null ? "" : " of " + Text.of(failure.source()))
        + " failed"
        + (failure.sentFrom() == null ? "" : ", sent from " + failure.sentFrom());
  }

  /**
   * Replaces the handler for the whole process. It runs on the thread where the failure happened;
   * what it throws itself is logged.
   *
   * @param handler takes each failure, or null for the default, which logs it
   */
  public static void setHandler(@Nullable Consumer<Failure> handler) {
    Failures.handler = handler == null ? LOG : handler;
  }

  static void report(String what, @Nullable Object source, Throwable cause) {
    report(new Failure(what, source, requireNonNull(cause)));
  }

  /**
   * Hands a failure to the handler: for modules of Dosync, and for code that runs after the fact
   * and has no caller either. Never throws.
   *
   * @param failure what has happened
   */
  public static void report(Failure failure) {
    Throwable cause = failure.cause();
    try {
      Consumer<Failure> now = handler;
      if (Observation.isPossible() && now == LOG) {
        Observed.unread(failure);
      }
      now.accept(failure);
    } catch (Throwable thrown) {
      if (thrown != cause) {
        thrown.addSuppressed(cause);
      }
      log(new Failure("failure handler", failure.what(), thrown));
    }
  }
}
