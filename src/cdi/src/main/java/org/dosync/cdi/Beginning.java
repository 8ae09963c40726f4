package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * The event that an application has begun. Not observed by a method of a bean: CDI 3 has none of
 * this type, and a class that names one can't be a bean there.
 *
 * @param qualifier tells it from others of its type
 */
record Beginning(Class<?> type, Annotation qualifier) {

  /** The last of what CDI fires at the start; CDI 3 knows the one before it alone. */
  static Beginning in(@Nullable ClassLoader ofCdi) {
    try {
      return new Beginning(
          Class.forName("jakarta.enterprise.event.Startup", false, ofCdi), Any.Literal.INSTANCE);
    } catch (ClassNotFoundException e) {
      return new Beginning(Object.class, Initialized.Literal.of(ApplicationScoped.class));
    }
  }

  /** After the beans of the application have heard of it. */
  void observe(AfterBeanDiscovery event, Runnable begin) {
    event
        .addObserverMethod()
        .beanClass(DosyncExtension.class)
        .observedType(type)
        .addQualifier(qualifier)
        .priority(Integer.MAX_VALUE)
        .notifyWith(begun -> begin.run());
  }
}
