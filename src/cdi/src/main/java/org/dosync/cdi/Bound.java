package org.dosync.cdi;

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
      Kinds kinds) {
    A found = onMethod(type, method, annotations, kinds);
    return found == null ? onClass(type, annotations, stereotypes, kinds) : found;
  }

  static <A extends Annotation> @Nullable A onMethod(
      Class<A> type, Method method, Annotations annotations, Kinds kinds) {
    return among(annotations.on(method), type, kinds);
  }

  static <A extends Annotation> @Nullable A onClass(
      Class<A> type,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    A found = among(annotations.onClass(), type, kinds);
    return found == null ? onStereotypes(type, stereotypes, kinds) : found;
  }

  private static <A extends Annotation> @Nullable A onStereotypes(
      Class<A> type, Collection<Class<? extends Annotation>> stereotypes, Kinds kinds) {
    for (Class<? extends Annotation> stereotype : stereotypes) {
      Collection<Annotation> definition = kinds.definition(stereotype);
      A found = among(definition, type, kinds);
      found = found == null ? onStereotypes(type, stereotypes(definition, kinds), kinds) : found;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Class<? extends Annotation>> stereotypes(
      Collection<Annotation> definition, Kinds kinds) {
    return definition.stream()
        .<Class<? extends Annotation>>map(Annotation::annotationType)
        .filter(kinds::isStereotype)
        .toList();
  }

  private static <A extends Annotation> @Nullable A among(
      Collection<Annotation> annotations, Class<A> type, Kinds kinds) {
    for (Annotation annotation : annotations) {
      if (type.isInstance(annotation)) {
        return type.cast(annotation);
      }
    }
    for (Annotation annotation : annotations) {
      A found = onBinding(annotation.annotationType(), type, kinds);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static <A extends Annotation> @Nullable A onBinding(
      Class<? extends Annotation> kind, Class<A> type, Kinds kinds) {
    return kinds.isInterceptorBinding(kind) ? among(kinds.definition(kind), type, kinds) : null;
  }
}
