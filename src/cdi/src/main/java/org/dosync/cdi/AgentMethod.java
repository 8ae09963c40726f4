package org.dosync.cdi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to know of a method of an {@link AgentState} bean before it is called. */
final class AgentMethod {

  /** The key of the one instance of a bean without keys. */
  private static final Object NO_KEY = new Object();

  private final Method method;
  private final Returns returns;
  private final boolean blocking;
  private final boolean restart;
  private final int keyIndex;

  AgentMethod(Method method, AgentState options, Annotations annotations) {
    method.setAccessible(true);
    this.method = method;
    this.returns = Returns.of(method);
    this.blocking =
        annotations.isPresent(SendOff.class, method)
            || (options.blocking() && !annotations.isPresent(Send.class, method));
    this.restart = annotations.isPresent(Restart.class, method);
    List<Integer> keys = annotations.parameters(AgentKey.class, method);
    this.keyIndex = keys.isEmpty() ? -1 : keys.get(0);
  }

  /** Whether it says which instance is called. */
  boolean hasKey() {
    return keyIndex >= 0;
  }

  static boolean isKey(Object key) {
    return key != NO_KEY;
  }

  String name() {
    return AsyncCall.nameOf(method);
  }

  Returns returns() {
    return returns;
  }

  boolean isBlocking() {
    return blocking;
  }

  boolean isRestart() {
    return restart;
  }

  /** Which instance is meant. */
  Object key(@Nullable Object[] arguments) {
    if (keyIndex < 0) {
      return NO_KEY;
    }
    Object key = arguments[keyIndex];
    if (key == null) {
      throw new NullPointerException("The @AgentKey of " + name() + " is null");
    }
    return key;
  }

  @Nullable Object invoke(Object bean, @Nullable Object[] arguments) throws Exception {
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(e.getTargetException());
    }
  }
}
