package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
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
    return cast(type, find(type::isInstance, method, annotations, stereotypes, kinds));
  }

  /** One whose type need not be there. */
  static @Nullable Annotation find(
      String name,
      Method method,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    return find(
        one -> one.annotationType().getName().equals(name),
        method,
        annotations,
        stereotypes,
        kinds);
  }

  private static @Nullable Annotation find(
      Predicate<Annotation> wanted,
      Method method,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    Annotation found = among(annotations.on(method), wanted, kinds);
    return found == null ? onClass(wanted, annotations, stereotypes, kinds) : found;
  }

  static <A extends Annotation> @Nullable A onMethod(
      Class<A> type, Method method, Annotations annotations, Kinds kinds) {
    return cast(type, among(annotations.on(method), type::isInstance, kinds));
  }

  static <A extends Annotation> @Nullable A onClass(
      Class<A> type,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    return cast(type, onClass(type::isInstance, annotations, stereotypes, kinds));
  }

  private static <A extends Annotation> @Nullable A cast(
      Class<A> type, @Nullable Annotation found) {
    return found == null ? null : type.cast(found);
  }

  private static @Nullable Annotation onClass(
      Predicate<Annotation> wanted,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    Annotation found = among(annotations.onClass(), wanted, kinds);
    return found == null ? onStereotypes(wanted, stereotypes, kinds) : found;
  }

  private static @Nullable Annotation onStereotypes(
      Predicate<Annotation> wanted,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    for (Class<? extends Annotation> stereotype : stereotypes) {
      Collection<Annotation> definition = kinds.definition(stereotype);
      Annotation found = among(definition, wanted, kinds);
      found = found == null ? onStereotypes(wanted, stereotypes(definition, kinds), kinds) : found;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Those among the annotations of a class. */
  static List<Class<? extends Annotation>> stereotypes(
      Collection<Annotation> annotations, Kinds kinds) {
    return annotations.stream()
        .<Class<? extends Annotation>>map(Annotation::annotationType)
        .filter(kinds::isStereotype)
        .toList();
  }

  private static @Nullable Annotation among(
      Collection<Annotation> annotations, Predicate<Annotation> wanted, Kinds kinds) {
    for (Annotation annotation : annotations) {
      if (wanted.test(annotation)) {
        return annotation;
      }
    }
    for (Annotation annotation : annotations) {
      Annotation found = onBinding(annotation.annotationType(), wanted, kinds);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Annotation onBinding(
      Class<? extends Annotation> kind, Predicate<Annotation> wanted, Kinds kinds) {
    return kinds.isInterceptorBinding(kind) ? among(kinds.definition(kind), wanted, kinds) : null;
  }
}
