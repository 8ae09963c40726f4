package org.dosync.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.dosync.DosyncRuntime;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.SentFrom;
import org.dosync.WaitInterruptedException;
import org.jspecify.annotations.Nullable;

/** A call of an {@link Async} method, to be run on another thread. */
final class AsyncCall implements Callable<@Nullable Object>, SentFrom {

  private final InvocationContext call;
  private final DosyncRuntime runtime;
  private final RequestScope requestScope;

  AsyncCall(InvocationContext call, DosyncRuntime runtime, RequestScope requestScope) {
    this.call = call;
    this.runtime = runtime;
    this.requestScope = requestScope;
  }

  static String nameOf(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  @Override
  public String sentFrom() {
    return nameOf(call.getMethod());
  }

  @Override
  public @Nullable Object call() throws Exception {
    try {
      return requestScope.call(() -> Returns.valueOf(call.proceed()));
    } catch (Throwable thrown) {
      if (Returns.of(call.getMethod()) == Returns.NOTHING && !mayBeOfTheClose(thrown)) {
        Failures.report(new Failure("future", null, thrown, sentFrom()));
        return null;
      }
      throw thrown;
    }
  }

  /** Which is told by the report of the close: the future knows. */
  private boolean mayBeOfTheClose(Throwable thrown) {
    boolean interrupted =
        thrown instanceof InterruptedException || thrown instanceof WaitInterruptedException;
    return interrupted && runtime.isClosed();
  }
}
