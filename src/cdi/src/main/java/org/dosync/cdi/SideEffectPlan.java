package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dosync.Effect;
import org.dosync.Policy;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/** What becomes of the calls of one method of one bean class. */
final class SideEffectPlan {

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private static final Set<Effect> ALL = EnumSet.allOf(Effect.class);

  private final Policy policy;
  private final String name;
  private final boolean woven;
  private final AtomicBoolean warned = new AtomicBoolean();

  SideEffectPlan(SideEffect annotation, Class<?> beanClass, Method method) {
    this.policy = annotation.value();
    this.name = beanClass.getName() + "." + method.getName();
    this.woven = WovenMethod.isWoven(method);
  }

  static Configured<SideEffect> configured(
      SideEffect annotation, Annotations annotations, Method method, Configuration configuration) {
    String name = Configuration.name(annotations.beanClass(), method);
    return configuration.of(annotation, annotations, method, name);
  }

  /** Whether the method would do the same by itself. */
  boolean isWoven() {
    return woven;
  }

  /** A call inside a transaction. */
  @Nullable Object run(Callable<@Nullable Object> body) throws Exception {
    return switch (policy) {
      case FORBID -> {
        Transaction.io(
            name
                + " has a side effect, and was called in a transaction. Call it after the"
                + " transaction, or hand it to Transaction.onCommit; if it returns nothing,"
                + " @SideEffect(DEFER) does that");
        yield body.call();
      }
      case DEFER -> {
        Transaction.onCommit(() -> runDeferred(body));
        yield null;
      }
      case WARN -> {
        warn();
        yield Transaction.allow(ALL, body::call);
      }
      case ALLOW -> Transaction.allow(ALL, body::call);
    };
  }

  private static void runDeferred(Callable<@Nullable Object> body) {
    try {
      body.call();
    } catch (Exception e) {
      throw Unchecked.rethrow(e);
    }
  }

  /** Once: it is a place in the program that is wrong, not a call. */
  private void warn() {
    if (!warned.getAndSet(true)) {
      LOGGER.log(
          WARNING,
          name
              + " has a side effect, and was called in a transaction: it may happen once for each"
              + " try. Call it after the transaction, or make it @SideEffect(DEFER)");
    }
  }
}
