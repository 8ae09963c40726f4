package org.dosync;

import org.jspecify.annotations.Nullable;

/** What was captured where a function was sent: the place, and the context it is to run in. */
final class Captured {

  private final @Nullable String origin;
  private final @Nullable Runnable contextual;
  private @Nullable Runnable body;

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
   * Runs a body, which handles its own failures, in the context.
   *
   * @throws Throwable what the context threw, if it did not come to run the body
   */
  void run(Runnable body) throws Throwable {
    if (contextual == null) {
      body.run();
    } else {
      this.body = body;
      runContextual(contextual);
    }
  }

  private void runContextual(Runnable contextual) throws Throwable {
    try {
      contextual.run();
    } catch (Throwable thrown) {
      if (body != null) {
        body = null;
        throw thrown;
      }
      Failures.report(new Failure("context", null, thrown, origin));
    }
    if (body != null) {
      body = null;
      throw new DosyncException("The context did not run what it was given to run");
    }
  }

  /** Once, whatever the context does. */
  private void runBody() {
    Runnable once = body;
    body = null;
    if (once != null) {
      once.run();
    }
  }
}
