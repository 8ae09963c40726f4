package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** As {@link Bound}, for annotations that need not be there. */
final class BoundByName {

  private BoundByName() {}

  static @Nullable Annotation find(
      String name,
      Method method,
      Annotations annotations,
      Collection<Class<? extends Annotation>> stereotypes,
      Kinds kinds) {
    Annotation found = among(annotations.on(method), name, kinds);
    found = found == null ? among(annotations.onClass(), name, kinds) : found;
    for (Class<? extends Annotation> stereotype : stereotypes) {
      found = found == null ? among(kinds.definition(stereotype), name, kinds) : found;
    }
    return found;
  }

  private static @Nullable Annotation among(
      Collection<Annotation> annotations, String name, Kinds kinds) {
    for (Annotation annotation : annotations) {
      if (annotation.annotationType().getName().equals(name)) {
        return annotation;
      }
    }
    for (Annotation annotation : annotations) {
      Annotation found = on(annotation.annotationType(), name, kinds);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Annotation on(
      Class<? extends Annotation> kind, String name, Kinds kinds) {
    return kinds.isInterceptorBinding(kind) || kinds.isStereotype(kind)
        ? among(kinds.definition(kind), name, kinds)
        : null;
  }
}
