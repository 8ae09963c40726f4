package org.dosync.cdi;

import java.util.function.Supplier;
import org.dosync.Delay;
import org.dosync.DosyncException;
import org.jspecify.annotations.Nullable;

/** A delay that says, in words of the application, what asks for itself. */
final class Made<T> {

  private final String what;
  private final Delay<T> delay;
  private volatile @Nullable Thread maker;

  Made(String what, Supplier<T> body) {
    this.what = what;
    this.delay = Delay.of(() -> make(body));
  }

  T get() {
    if (maker == Thread.currentThread()) {
      throw new DosyncException(
          what
              + " asked for its own value: what makes it needs a bean that injects it, so make the"
              + " producer method static");
    }
    return delay.deref();
  }

  private T make(Supplier<T> body) {
    maker = Thread.currentThread();
    try {
      return body.get();
    } finally {
      maker = null;
    }
  }
}
