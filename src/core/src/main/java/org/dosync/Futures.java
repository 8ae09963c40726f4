package org.dosync;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work on other threads: Clojure's {@code future}. */
public final class Futures {

  private Futures() {}

  /**
   * Runs a body on another thread: Clojure's {@code future}. In a transaction it starts after the
   * commit (Clojure: at once, in each try), and is cancelled if this try does not commit. Threads
   * are virtual where the JDK has them (21 and later), else of a pool that grows; none keeps the
   * JVM alive.
   *
   * @param body runs once, outside any transaction; it may block
   * @param <T> the type of the result
   * @return a promise of what it returns, or throws; {@code cancel(true)} interrupts it
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public static <T extends @Nullable Object> Promise<T> future(Callable<? extends T> body) {
    return DosyncRuntime.shared().future(body);
  }
}
