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

  /** Without interceptors nobody looks at the thread. Plain: a thread with a note has set it. */
  private static boolean isPossible;

  static @Nullable Object proceed(InvocationContext call) throws Exception {
    if (!isPossible) { // or threads would write to one place all the time
      isPossible = true;
    }
    Entered outer = NEXT.get();
    NEXT.set(new Entered(call.getTarget(), call.getMethod()));
    try {
      return call.proceed();
    } finally {
      NEXT.set(outer); // null too: a thread that has no entry would make one for each question
    }
  }

  /** Whether this call is the one; only the first that asks is. */
  static boolean take(@Nullable Object target, Method method) {
    Entered next = isPossible ? NEXT.get() : null;
    if (next == null || next.target != target || !next.method.equals(method)) {
      return false;
    }
    NEXT.set(null);
    return true;
  }
}
