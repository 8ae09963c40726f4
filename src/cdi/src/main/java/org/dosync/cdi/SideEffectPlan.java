package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dosync.Policy;

/** What becomes of the calls of one method of one bean class. */
final class SideEffectPlan {

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private final Policy policy;
  private final String name;
  private final AtomicBoolean warned = new AtomicBoolean();

  SideEffectPlan(SideEffect annotation, Class<?> beanClass, Method method) {
    this.policy = annotation.value();
    this.name = beanClass.getName() + "." + method.getName();
  }

  static Configured<SideEffect> configured(
      SideEffect annotation, Annotations annotations, Method method, Configuration configuration) {
    String name = Configuration.name(annotations.beanClass(), method);
    return configuration.of(annotation, annotations, method, name);
  }

  Policy policy() {
    return policy;
  }

  String name() {
    return name;
  }

  /** Once: it is a place in the program that is wrong, not a call. */
  void warn() {
    if (!warned.getAndSet(true)) {
      LOGGER.log(
          WARNING,
          name
              + " has a side effect, and was called in a transaction: it may happen once for each"
              + " try. Call it after the transaction, or make it @SideEffect(DEFER)");
    }
  }
}
