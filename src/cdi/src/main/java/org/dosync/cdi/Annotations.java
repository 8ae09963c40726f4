package org.dosync.cdi;

import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedConstructor;
import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of a bean class and the annotations of it all, as the container has them: other
 * extensions may have added some, or taken some away. Woven classes use it without the API of CDI:
 * no method may make the verifier load types of that.
 */
final class Annotations {

  private final Class<?> beanClass;
  private final @Nullable AnnotatedType<?> type;
  private final Map<AnnotatedElement, Collection<Annotation>> shown = new HashMap<>();

  private Annotations(Class<?> beanClass, @Nullable AnnotatedType<?> type) {
    this.beanClass = beanClass;
    this.type = type;
  }

  static Annotations of(AnnotatedType<?> type) {
    Annotations annotations = new Annotations(type.getJavaClass(), type);
    type.getFields()
        .forEach(field -> annotations.show(field.getJavaMember(), field.getAnnotations()));
    type.getMethods().forEach(annotations::showAll);
    type.getConstructors().forEach(annotations::showAll);
    return annotations;
  }

  private void showAll(AnnotatedCallable<?> callable) {
    show((Executable) callable.getJavaMember(), callable.getAnnotations());
    for (AnnotatedParameter<?> parameter : callable.getParameters()) {
      show(parameter.getJavaParameter(), parameter.getAnnotations());
    }
  }

  private void show(AnnotatedElement element, Collection<Annotation> annotations) {
    shown.putIfAbsent(element, annotations);
  }

  /** As they are written: of a class that the container has not shown. */
  static Annotations of(Class<?> beanClass) {
    return new Annotations(beanClass, null);
  }

  Class<?> beanClass() {
    return beanClass;
  }

  // ---- members, with those that are inherited

  List<Field> fields() {
    return type == null
        ? written(Class::getDeclaredFields)
        : type.getFields().stream().<Field>map(AnnotatedField::getJavaMember).toList();
  }

  List<Method> methods() {
    return type == null
        ? written(Class::getDeclaredMethods)
        : type.getMethods().stream().<Method>map(AnnotatedMethod::getJavaMember).toList();
  }

  List<Constructor<?>> constructors() {
    return type == null
        ? List.of(beanClass.getDeclaredConstructors())
        : type.getConstructors().stream()
            .<Constructor<?>>map(AnnotatedConstructor::getJavaMember)
            .toList();
  }

  private <M> List<M> written(Function<Class<?>, M[]> declared) {
    return Stream.<Class<?>>iterate(
            beanClass, type -> type != null && type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(declared.apply(type)))
        .toList();
  }

  // ---- annotations

  Collection<Annotation> onClass() {
    return type == null ? List.of(beanClass.getAnnotations()) : type.getAnnotations();
  }

  /** Of a member or parameter; the container may leave out what is inherited from interfaces. */
  Collection<Annotation> on(AnnotatedElement element) {
    Collection<Annotation> known = shown.get(element);
    return known == null ? List.of(element.getAnnotations()) : known;
  }

  <A extends Annotation> @Nullable A find(Class<A> annotation, AnnotatedElement element) {
    return on(element).stream()
        .filter(annotation::isInstance)
        .map(annotation::cast)
        .findFirst()
        .orElse(null);
  }

  boolean isPresent(Class<? extends Annotation> annotation, AnnotatedElement element) {
    return find(annotation, element) != null;
  }

  /** Of one whose type need not be there: the text of its only member. */
  static String value(Annotation annotation) {
    try {
      return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No value of " + annotation, e);
    }
  }

  /** Which parameters have an annotation. */
  List<Integer> parameters(Class<? extends Annotation> annotation, Executable executable) {
    return IntStream.range(0, executable.getParameterCount())
        .filter(index -> isPresent(annotation, executable.getParameters()[index]))
        .boxed()
        .toList();
  }
}
