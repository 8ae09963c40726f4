package org.dosync;

import static java.lang.System.Logger.Level.ERROR;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private static final List<Consumer<Failure>> listeners = new CopyOnWriteArrayList<>();

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

  /**
   * Has each failure in the process told to somebody beside the handler, after it, on the thread
   * where the failure happened. What a listener throws is logged.
   *
   * @param listener takes each failure from now on
   */
  public static void addListener(Consumer<Failure> listener) {
    listeners.add(requireNonNull(listener, "listener"));
  }

  /**
   * Takes back {@link #addListener}. Does nothing if it is not there.
   *
   * @param listener the same object
   */
  public static void removeListener(Consumer<Failure> listener) {
    listeners.remove(requireNonNull(listener, "listener"));
  }

  static void report(String what, @Nullable Object source, Throwable cause) {
    report(new Failure(what, source, requireNonNull(cause)));
  }

  /**
   * Hands a failure to the handler, then to the listeners: for modules of Dosync, and for code that
   * runs after the fact and has no caller either. Never throws.
   *
   * @param failure what has happened
   */
  public static void report(Failure failure) {
    tell("failure handler", Failures::handle, failure);
    for (Consumer<Failure> listener : listeners) {
      tell("failure listener", listener, failure);
    }
  }

  private static void handle(Failure failure) {
    Consumer<Failure> now = handler;
    if (Observation.isPossible() && now == LOG) {
      Observed.unread(failure);
    }
    now.accept(failure);
  }

  private static void tell(String whom, Consumer<Failure> told, Failure failure) {
    try {
      told.accept(failure);
    } catch (Throwable thrown) {
      if (thrown != failure.cause()) {
        thrown.addSuppressed(failure.cause());
      }
      log(new Failure(whom, failure.what(), thrown));
    }
  }
}
