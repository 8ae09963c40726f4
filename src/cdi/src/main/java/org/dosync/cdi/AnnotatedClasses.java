package org.dosync.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
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

  /** Whether a class, or one above it, bears one: on itself, a method or a parameter. */
  boolean has(@Nullable Class<?> type, BeanManager beans) {
    return type != null
        && type.getClassLoader() != null // else of the JDK, which knows none
        && (bears(type, beans) || isBelowOne(type, beans));
  }

  private boolean isBelowOne(Class<?> type, BeanManager beans) {
    for (Class<?> above : type.getInterfaces()) {
      if (has(above, beans)) {
        return true;
      }
    }
    return has(type.getSuperclass(), beans);
  }

  private boolean bears(Class<?> type, BeanManager beans) {
    for (Method method : type.getDeclaredMethods()) {
      if (bears(method, beans)) {
        return true;
      }
    }
    return areOurs(List.of(type.getDeclaredAnnotations()), beans);
  }

  private boolean bears(Method method, BeanManager beans) {
    if (method.getParameterCount() > 0) {
      for (Annotation[] annotations : method.getParameterAnnotations()) {
        if (areOurs(List.of(annotations), beans)) {
          return true;
        }
      }
    }
    return areOurs(List.of(method.getDeclaredAnnotations()), beans);
  }

  private boolean areOurs(Collection<Annotation> annotations, BeanManager beans) {
    for (Annotation annotation : annotations) {
      if (isOurs(annotation.annotationType(), beans)) {
        return true;
      }
    }
    return false;
  }

  /** By itself, or by an annotation that it has as an interceptor binding or a stereotype. */
  boolean isOurs(Class<? extends Annotation> type, BeanManager beans) {
    Boolean known = ours.get(type);
    if (known == null) {
      known =
          type.getPackage() == Dosync.class.getPackage() || areOurs(definition(type, beans), beans);
      ours.put(type, known);
    }
    return known;
  }

  private static Collection<Annotation> definition(
      Class<? extends Annotation> type, BeanManager beans) {
    if (beans.isInterceptorBinding(type)) {
      return beans.getInterceptorBindingDefinition(type);
    }
    return beans.isStereotype(type) ? beans.getStereotypeDefinition(type) : List.of();
  }
}
