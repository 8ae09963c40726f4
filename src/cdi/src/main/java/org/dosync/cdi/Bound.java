package org.dosync.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an annotation is found: on the method, else on the class, else on a stereotype. */
final class Bound {

  private Bound() {}

  static <A extends Annotation> @Nullable A find(
      Class<A> type,
      Method method,
      Class<?> beanClass,
      Collection<Class<? extends Annotation>> stereotypes,
      BeanManager beans) {
    A found = method.getAnnotation(type);
    if (found == null) {
      found = beanClass.getAnnotation(type);
    }
    return found == null ? onStereotypes(type, stereotypes, beans) : found;
  }

  private static <A extends Annotation> @Nullable A onStereotypes(
      Class<A> type, Collection<Class<? extends Annotation>> stereotypes, BeanManager beans) {
    for (Class<? extends Annotation> stereotype : stereotypes) {
      Set<Annotation> definition = beans.getStereotypeDefinition(stereotype);
      for (Annotation annotation : definition) {
        if (type.isInstance(annotation)) {
          return type.cast(annotation);
        }
      }
    }
    return null;
  }
}
