package org.dosync.cdi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An injection point by reflection, where the container has none to show.
 *
 * @param element a field or a parameter
 * @param type what is to be injected
 * @param member the field, or what has the parameter
 */
record DescribedPoint(AnnotatedElement element, Type type, Member member)
    implements InjectionPoint, Annotated {

  /** Those of shared references that a field is or an executable has. */
  static List<DescribedPoint> shared(Member member) {
    return all(member).stream().filter(point -> point.isAnnotationPresent(Shared.class)).toList();
  }

  /** All that a field is, or an executable has. */
  static List<DescribedPoint> all(Member member) {
    return member instanceof Field field
        ? List.of(new DescribedPoint(field, field.getGenericType(), field))
        : Arrays.stream(((Executable) member).getParameters())
            .map(one -> new DescribedPoint(one, one.getParameterizedType(), member))
            .toList();
  }

  static Set<Annotation> qualifiers(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .filter(one -> one.annotationType().isAnnotationPresent(Qualifier.class))
        .collect(toUnmodifiableSet());
  }

  @Override
  public Type getType() {
    return type;
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return qualifiers(element);
  }

  @Override
  public @Nullable Bean<?> getBean() {
    return null;
  }

  @Override
  public Member getMember() {
    return member;
  }

  @Override
  public Annotated getAnnotated() {
    return this;
  }

  @Override
  public boolean isDelegate() {
    return false;
  }

  @Override
  public boolean isTransient() {
    return false;
  }

  @Override
  public Type getBaseType() {
    return type;
  }

  @Override
  public Set<Type> getTypeClosure() {
    return Set.of(type, Object.class);
  }

  @Override
  public <A extends Annotation> @Nullable A getAnnotation(Class<A> annotation) {
    return element.getAnnotation(annotation);
  }

  @Override
  public Set<Annotation> getAnnotations() {
    return Set.of(element.getAnnotations());
  }

  @Override
  public <A extends Annotation> Set<A> getAnnotations(Class<A> annotation) {
    return Set.of(element.getAnnotationsByType(annotation));
  }

  @Override
  public boolean isAnnotationPresent(Class<? extends Annotation> annotation) {
    return element.isAnnotationPresent(annotation);
  }
}
