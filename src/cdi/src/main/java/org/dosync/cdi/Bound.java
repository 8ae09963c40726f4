package org.dosync.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an annotation is found: on the method, else on the class, else on a stereotype; in each
 * place by itself, or on another interceptor binding. Stereotypes may have stereotypes.
 */
final class Bound {

  private Bound() {}

  static <A extends Annotation> @Nullable A find(
      Class<A> type,
      Method method,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      BeanManager beans) {
    A found = among(annotations.on(method), type, beans);
    return found == null ? onClass(type, annotations, stereotypes, beans) : found;
  }

  static <A extends Annotation> @Nullable A onClass(
      Class<A> type,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      BeanManager beans) {
    A found = among(annotations.onClass(), type, beans);
    return found == null ? onStereotypes(type, stereotypes, beans) : found;
  }

  private static <A extends Annotation> @Nullable A onStereotypes(
      Class<A> type, Collection<Class<? extends Annotation>> stereotypes, BeanManager beans) {
    for (Class<? extends Annotation> stereotype : stereotypes) {
      Collection<Annotation> definition = beans.getStereotypeDefinition(stereotype);
      A found = among(definition, type, beans);
      found = found == null ? onStereotypes(type, stereotypes(definition, beans), beans) : found;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Class<? extends Annotation>> stereotypes(
      Collection<Annotation> definition, BeanManager beans) {
    return definition.stream()
        .<Class<? extends Annotation>>map(Annotation::annotationType)
        .filter(beans::isStereotype)
        .toList();
  }

  private static <A extends Annotation> @Nullable A among(
      Collection<Annotation> annotations, Class<A> type, BeanManager beans) {
    for (Annotation annotation : annotations) {
      if (type.isInstance(annotation)) {
        return type.cast(annotation);
      }
    }
    for (Annotation annotation : annotations) {
      A found = onBinding(annotation.annotationType(), type, beans);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static <A extends Annotation> @Nullable A onBinding(
      Class<? extends Annotation> kind, Class<A> type, BeanManager beans) {
    return beans.isInterceptorBinding(kind)
        ? among(beans.getInterceptorBindingDefinition(kind), type, beans)
        : null;
  }
}
