package org.dosync;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a module gives in the place of an action's promise, and what the action has returned is to
 * deliver. Its failure is told even if nobody asks for it; a call that was withdrawn is none.
 */
final class Composed<T extends @Nullable Object> extends Computed<T> {

  private final Promise<?> action;
  private final String sentFrom;

  private Composed(DosyncRuntime runtime, Promise<?> action, String sentFrom) {
    super(runtime);
    this.action = action;
    this.sentFrom = sentFrom;
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  static <S extends @Nullable Object, T extends @Nullable Object> Composed<T> of(
      DosyncRuntime runtime,
      Promise<S> action,
      Function<? super S, ? extends CompletionStage<T>> next,
      String sentFrom) {
    Composed<T> composed = new Composed<>(runtime, action, sentFrom);
    action.whenComplete((value, thrown) -> composed.goOn(value, thrown, next));
    return composed;
  }

  private <S extends @Nullable Object> void goOn(
      S value, @Nullable Throwable thrown, Function<? super S, ? extends CompletionStage<T>> next) {
    if (thrown != null) {
      failed(thrown);
      return;
    }
    try {
      next.apply(value).whenComplete(this::settle);
    } catch (Throwable another) {
      failed(another);
    }
  }

  private void settle(T value, @Nullable Throwable thrown) {
    if (thrown == null) {
      complete(value);
    } else {
      failed(thrown);
    }
  }

  private void failed(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException e ? causeOf(e) : thrown;
    if (cause instanceof CancellationException) {
      completeExceptionally(cause);
    } else {
      failOrTell(cause, sentFrom);
    }
  }

  @Override
  List<Activity> knownProducers() {
    return action.producers();
  }

  @Override
  void refuseIfHeldHere() {
    super.refuseIfHeldHere();
    if (!action.isDone()) {
      action.refuseIfHeldHere();
    }
  }

  /** Withdraws the action, if it has not begun. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean won = super.cancel(mayInterruptIfRunning);
    if (won) {
      action.cancel(true);
    }
    return won;
  }
}
