package org.dosync.cdi;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A call that an interceptor has dealt with, and that is on its way to a woven method: which then
 * only runs its body.
 */
record Entered(Object target, Method method) {

  private static final ThreadLocal<@Nullable Entered> NEXT = new ThreadLocal<>();

  static @Nullable Object proceed(InvocationContext call) throws Exception {
    Entered outer = NEXT.get();
    NEXT.set(new Entered(call.getTarget(), call.getMethod()));
    try {
      return call.proceed();
    } finally {
      set(outer);
    }
  }

  /** Whether this call is the one; only the first that asks is. */
  static boolean take(@Nullable Object target, Method method) {
    Entered next = NEXT.get();
    if (next == null || next.target != target || !next.method.equals(method)) {
      return false;
    }
    NEXT.remove();
    return true;
  }

  private static void set(@Nullable Entered entered) {
    if (entered == null) {
      NEXT.remove();
    } else {
      NEXT.set(entered);
    }
  }
}
