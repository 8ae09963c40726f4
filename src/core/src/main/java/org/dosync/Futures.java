package org.dosync;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work on other threads, those of {@link DosyncRuntime#shared}: Clojure's {@code future}. A runtime
 * of one's own has the same methods.
 */
public final class Futures {

  private Futures() {}

  /**
   * Runs a body on another thread: {@link DosyncRuntime#future} of the shared runtime.
   *
   * @param body runs once, outside any transaction; it may block
   * @param <T> the type of the result
   * @return a promise of what it returns, or throws
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public static <T extends @Nullable Object> Promise<T> future(Callable<? extends T> body) {
    return DosyncRuntime.shared().future(body);
  }

  /**
   * Runs bodies side by side, which succeed or fail together: {@link DosyncRuntime#all} of the
   * shared runtime.
   *
   * @param bodies what to run
   * @param <T> the type of the results
   * @return a promise of the results in the order of the bodies, or of the first failure
   * @throws DosyncException as {@link #future}
   */
  public static <T extends @Nullable Object> Promise<List<T>> all(
      Collection<? extends Callable<? extends T>> bodies) {
    return DosyncRuntime.shared().all(bodies);
  }

  /**
   * Calls a function with each item, side by side: {@link DosyncRuntime#map} of the shared runtime.
   *
   * @param items the arguments, which may be null
   * @param function runs once for each item, outside any transaction; it may block
   * @param <S> the type of the items
   * @param <T> the type of the results
   * @return a promise of the results in the order of the items, or of the first failure
   * @throws DosyncException as {@link #future}
   */
  public static <S extends @Nullable Object, T extends @Nullable Object> Promise<List<T>> map(
      Collection<? extends S> items, Function<? super S, ? extends T> function) {
    return DosyncRuntime.shared().map(items, function);
  }
}
