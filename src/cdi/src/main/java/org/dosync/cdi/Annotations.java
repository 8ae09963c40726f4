package org.dosync.cdi;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a bean class as the container has them: other extensions may have added some,
 * or taken some away.
 */
final class Annotations {

  private final Class<?> beanClass;
  private final Collection<Annotation> onClass;
  private final Map<Method, AnnotatedMethod<?>> methods;

  private Annotations(
      Class<?> beanClass, Collection<Annotation> onClass, Map<Method, AnnotatedMethod<?>> methods) {
    this.beanClass = beanClass;
    this.onClass = onClass;
    this.methods = methods;
  }

  static Annotations of(AnnotatedType<?> type) {
    return new Annotations(
        type.getJavaClass(),
        type.getAnnotations(),
        type.getMethods().stream()
            .collect(toMap(AnnotatedMethod::getJavaMember, method -> method, (one, same) -> one)));
  }

  /** As they are written: of a class that the container has not shown. */
  static Annotations of(Class<?> beanClass) {
    return new Annotations(beanClass, List.of(beanClass.getAnnotations()), Map.of());
  }

  Class<?> beanClass() {
    return beanClass;
  }

  Collection<Annotation> onClass() {
    return onClass;
  }

  /** Of a method of the class; the container may leave out what is inherited from interfaces. */
  Collection<Annotation> on(Method method) {
    AnnotatedMethod<?> known = methods.get(method);
    return known == null ? List.of(method.getAnnotations()) : known.getAnnotations();
  }

  <A extends Annotation> @Nullable A find(Class<A> type, Method method) {
    return on(method).stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
  }

  boolean isPresent(Class<? extends Annotation> type, Method method) {
    return find(type, method) != null;
  }

  /** Which parameters have an annotation. */
  List<Integer> parameters(Class<? extends Annotation> type, Method method) {
    return IntStream.range(0, method.getParameterCount())
        .filter(index -> onParameter(method, index).stream().anyMatch(type::isInstance))
        .boxed()
        .toList();
  }

  private Collection<Annotation> onParameter(Method method, int index) {
    AnnotatedMethod<?> known = methods.get(method);
    return known == null
        ? Arrays.asList(method.getParameterAnnotations()[index])
        : known.getParameters().stream()
            .filter(parameter -> parameter.getPosition() == index)
            .findFirst()
            .<Collection<Annotation>>map(AnnotatedParameter::getAnnotations)
            .orElse(List.of());
  }
}
