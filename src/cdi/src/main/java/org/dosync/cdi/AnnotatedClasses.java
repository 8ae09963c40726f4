package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedType;
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

  /** Whether a class bears one, on whatever there is of it, also on an interface of it. */
  boolean has(AnnotatedType<?> type, BeanManager beans) {
    return areOurs(type.getAnnotations(), beans)
        || isOnAny(type.getFields(), beans)
        || isOnAnyCallable(type.getMethods(), beans)
        || isOnAnyCallable(type.getConstructors(), beans)
        || isOnInterfaces(type.getJavaClass(), beans);
  }

  private boolean isOnAnyCallable(
      Collection<? extends AnnotatedCallable<?>> callables, BeanManager beans) {
    for (AnnotatedCallable<?> callable : callables) {
      if (isOnAny(callable.getParameters(), beans)) {
        return true;
      }
    }
    return isOnAny(callables, beans);
  }

  private boolean isOnAny(Collection<? extends Annotated> all, BeanManager beans) {
    for (Annotated one : all) {
      if (areOurs(one.getAnnotations(), beans)) {
        return true;
      }
    }
    return false;
  }

  /** The container shows them as a part of the class in parts only, or not at all. */
  private boolean isOnInterfaces(@Nullable Class<?> type, BeanManager beans) {
    if (type == null || type.getClassLoader() == null) { // of the JDK, which knows none of ours
      return false;
    }
    for (Class<?> above : type.getInterfaces()) {
      if (isOnInterface(above, beans)) {
        return true;
      }
    }
    return isOnInterfaces(type.getSuperclass(), beans);
  }

  private boolean isOnInterface(Class<?> type, BeanManager beans) {
    return type.getClassLoader() != null
        && (isWrittenOn(type, beans) || isOnInterfaces(type, beans));
  }

  private boolean isWrittenOn(Class<?> type, BeanManager beans) {
    for (Method method : type.getDeclaredMethods()) {
      if (isWrittenOn(method, beans)) {
        return true;
      }
    }
    return areOurs(List.of(type.getDeclaredAnnotations()), beans);
  }

  private boolean isWrittenOn(Method method, BeanManager beans) {
    for (Annotation[] annotations : method.getParameterAnnotations()) {
      if (areOurs(List.of(annotations), beans)) {
        return true;
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
