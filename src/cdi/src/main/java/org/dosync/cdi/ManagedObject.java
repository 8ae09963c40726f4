package org.dosync.cdi;

import static java.lang.System.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a server gives to applications: found as a bean or else by its name, and only if its class
 * is there. To be looked for on a thread of the container, to which names and classes belong.
 */
final class ManagedObject {

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private ManagedObject() {}

  /** By the first of the names that says something, unless it is a bean; null if there is none. */
  static <T> @Nullable T find(Instance<Object> beans, Class<T> type, List<String> names) {
    T found = isMade(beans, type) ? find(beans, type) : null;
    for (int i = 0; found == null && i < names.size(); i++) {
      found = named(type, names.get(i));
    }
    return found;
  }

  /** Null if there is none, or more than one. Quarkus has it made later: it may be a proxy. */
  static <T> @Nullable T find(Instance<Object> beans, Class<T> type) {
    Instance<T> candidates = beans.select(type);
    return candidates.isResolvable() ? candidates.get() : null;
  }

  /** For the library of an EAR WildFly makes the bean of names that modules have alone. */
  private static <T> boolean isMade(Instance<Object> beans, Class<T> type) {
    try {
      if (beans.select(type).isResolvable()) {
        BeanManager manager = beans.select(BeanManager.class).get();
        make(manager.resolve(manager.getBeans(type, Any.Literal.INSTANCE)), manager);
      }
      return true;
    } catch (RuntimeException notHere) {
      LOGGER.log(INFO, "The bean of the type {0} is not used: {1}", type.getName(), notHere);
      return false;
    }
  }

  /** What a proxy stands for is made at its first call: that is here, where one can do without. */
  private static <T> void make(@Nullable Bean<T> bean, BeanManager manager) {
    if (bean != null && bean.getScope() == ApplicationScoped.class) {
      manager.getContext(ApplicationScoped.class).get(bean, manager.createCreationalContext(bean));
    }
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
