package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the few classes that bear annotations of ours from all others, on which an application that
 * starts shall spend no time. So these are loops, not streams.
 */
final class AnnotatedClasses {

  private final Map<Class<? extends Annotation>, Boolean> ours = new ConcurrentHashMap<>();

  /** Whether a class bears one, on whatever there is of it, also on an interface of it. */
  boolean has(AnnotatedType<?> type, Kinds kinds) {
    return areOurs(type.getAnnotations(), kinds)
        || isOnAny(type.getFields(), kinds)
        || isOnAnyCallable(type.getMethods(), kinds)
        || isOnAnyCallable(type.getConstructors(), kinds)
        || isOnInterfaces(type.getJavaClass(), kinds);
  }

  private boolean isOnAnyCallable(
      Collection<? extends AnnotatedCallable<?>> callables, Kinds kinds) {
    for (AnnotatedCallable<?> callable : callables) {
      if (isOnAny(callable.getParameters(), kinds)) {
        return true;
      }
    }
    return isOnAny(callables, kinds);
  }

  private boolean isOnAny(Collection<? extends Annotated> all, Kinds kinds) {
    for (Annotated one : all) {
      if (areOurs(one.getAnnotations(), kinds)) {
        return true;
      }
    }
    return false;
  }

  /** The container shows them as a part of the class in parts only, or not at all. */
  private boolean isOnInterfaces(@Nullable Class<?> type, Kinds kinds) {
    if (type == null || type.getClassLoader() == null) { // of the JDK, which knows none of ours
      return false;
    }
    for (Class<?> above : type.getInterfaces()) {
      if (isOnInterface(above, kinds)) {
        return true;
      }
    }
    return isOnInterfaces(type.getSuperclass(), kinds);
  }

  private boolean isOnInterface(Class<?> type, Kinds kinds) {
    return type.getClassLoader() != null
        && (isWrittenOn(type, kinds) || isOnInterfaces(type, kinds));
  }

  private boolean isWrittenOn(Class<?> type, Kinds kinds) {
    for (Method method : type.getDeclaredMethods()) {
      if (isWrittenOn(method, kinds)) {
        return true;
      }
    }
    return areOurs(List.of(type.getDeclaredAnnotations()), kinds);
  }

  private boolean isWrittenOn(Method method, Kinds kinds) {
    for (Annotation[] annotations : method.getParameterAnnotations()) {
      if (areOurs(List.of(annotations), kinds)) {
        return true;
      }
    }
    return areOurs(List.of(method.getDeclaredAnnotations()), kinds);
  }

  private boolean areOurs(Collection<Annotation> annotations, Kinds kinds) {
    for (Annotation annotation : annotations) {
      if (isOurs(annotation.annotationType(), kinds)) {
        return true;
      }
    }
    return false;
  }

  /** By itself, or by an annotation that it has as an interceptor binding or a stereotype. */
  boolean isOurs(Class<? extends Annotation> type, Kinds kinds) {
    Boolean known = ours.get(type);
    if (known == null) {
      known =
          type.getPackage() == Dosync.class.getPackage() || areOurs(definition(type, kinds), kinds);
      ours.put(type, known);
    }
    return known;
  }

  private static Collection<Annotation> definition(Class<? extends Annotation> type, Kinds kinds) {
    return kinds.isInterceptorBinding(type) || kinds.isStereotype(type)
        ? kinds.definition(type)
        : List.of();
  }
}
