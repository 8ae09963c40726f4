package org.dosync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A clock that is set by hand. Commits of refs whose {@link History} goes by it ask it when all
 * their refs are taken and nothing is decided: the place to stop a commit, or to make it fail.
 */
final class StoppableClock implements InstantSource {

  static final Instant START = Instant.parse("2012-11-01T00:00:00Z");

  private final AtomicReference<@Nullable Runnable> interception = new AtomicReference<>();
  private volatile Instant now = START;

  @Override
  public Instant instant() {
    Runnable once = interception.getAndSet(null);
    if (once != null) {
      once.run();
    }
    return now;
  }

  void set(Instant instant) {
    now = instant;
  }

  void advance(long nanos) {
    now = now.plusNanos(nanos);
  }

  /** Lets the next one who asks stop at the gate. */
  Gate stop() {
    Gate gate = new Gate();
    interception.set(gate::pass);
    return gate;
  }

  /** The next one who asks gets this error instead. */
  void fail(Error error) {
    interception.set(
        () -> {
          throw error;
        });
  }
}
