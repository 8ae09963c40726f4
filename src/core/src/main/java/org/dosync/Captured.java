package org.dosync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was captured where a function was sent: the place, and the context it is to run in. */
final class Captured {

  private final @Nullable String origin;
  private final @Nullable Runnable contextual;

  /** What is to run in the context, for each thread that is about to. */
  private final Map<Thread, Runnable> bodies = new ConcurrentHashMap<>();

  Captured(@Nullable String origin, @Nullable ContextCapture context) {
    this.origin = origin;
    this.contextual = context == null ? null : context.capture(this::runBody);
  }

  /** An action with what was captured for it. */
  record CapturedAction<T extends @Nullable Object>(Action<T> action, Captured captured)
      implements Action<T> {
    @Override
    public T apply(T state) throws Exception {
      return action.apply(state);
    }
  }

  @Nullable String origin() {
    return origin;
  }

  /**
   * Runs a body, which handles its own failures, in the context. Several threads may do so.
   *
   * @throws Throwable what the context threw, if it did not come to run the body
   */
  void run(Runnable body) throws Throwable {
    if (contextual == null) {
      body.run();
    } else {
      bodies.put(Thread.currentThread(), body);
      runContextual(contextual);
    }
  }

  private void runContextual(Runnable contextual) throws Throwable {
    try {
      contextual.run();
    } catch (Throwable thrown) {
      if (isLeftOver()) {
        throw thrown;
      }
      Failures.report(new Failure("context", null, thrown, origin));
    }
    if (isLeftOver()) {
      throw new DosyncException("The context did not run what it was given to run");
    }
  }

  private boolean isLeftOver() {
    return bodies.remove(Thread.currentThread()) != null;
  }

  /** Once, whatever the context does. */
  private void runBody() {
    Runnable once = bodies.remove(Thread.currentThread());
    if (once != null) {
      once.run();
    }
  }
}
