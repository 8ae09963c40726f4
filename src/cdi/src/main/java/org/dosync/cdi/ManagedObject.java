package org.dosync.cdi;

import jakarta.enterprise.inject.Instance;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a server gives to applications: found as a bean or else by its name, and only if its class
 * is there. To be looked for on a thread of the container, to which names and classes belong.
 */
final class ManagedObject {

  private ManagedObject() {}

  /** Null if there is none. */
  static <T> @Nullable T find(Instance<Object> beans, Class<T> type, String jndiName) {
    T bean = find(beans, type);
    return bean == null ? named(type, jndiName) : bean;
  }

  /** Null if there is none, or more than one. */
  static <T> @Nullable T find(Instance<Object> beans, Class<T> type) {
    Instance<T> candidates = beans.select(type);
    return candidates.isResolvable() ? candidates.get() : null;
  }

  @SuppressWarnings("BanJNDI") // the name is no input of anybody
  private static <T> @Nullable T named(Class<T> type, String name) {
    try {
      Object found = new InitialContext().lookup(name);
      return type.isInstance(found) ? type.cast(found) : null;
    } catch (NamingException | LinkageError noNames) { // java.naming itself may be missing
      return null;
    }
  }

  /** Null if it is not there. */
  static @Nullable Class<?> type(String name) {
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError notThere) {
      return null;
    }
  }
}
