package org.dosync.cdi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bean as it is known while an application is built: to be looked at, not to be made. */
final class DescribedBean implements Bean<Object> {

  private static final Set<Class<?>> OF_ALL = Set.of(Any.class, Default.class, Named.class);

  private final BeanInfo info;
  private final AnnotatedElement declaration;

  /**
   * Describes a bean.
   *
   * @param declaration its class, or the member that produces it
   */
  DescribedBean(BeanInfo info, AnnotatedElement declaration) {
    this.info = info;
    this.declaration = declaration;
  }

  /** The bean of a class as the application that runs has it; not what it produces. */
  static Bean<?> find(Class<?> beanClass, BeanManager beans) {
    return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .filter(bean -> bean.getBeanClass() == beanClass && isItself(bean))
        .max(Comparator.comparing(bean -> isOfType(bean, beanClass)))
        .orElseThrow(() -> new IllegalStateException("There is no bean of " + beanClass));
  }

  /** Else what it produces without a qualifier might be taken for it. */
  private static boolean isOfType(Bean<?> bean, Class<?> beanClass) {
    return bean.getTypes().stream().map(Supertypes::raw).anyMatch(beanClass::equals);
  }

  private static boolean isItself(Bean<?> bean) {
    Set<Annotation> others = new HashSet<>(bean.getQualifiers());
    others.removeAll(List.of(bean.getBeanClass().getAnnotations()));
    others.removeIf(one -> OF_ALL.contains(one.annotationType()));
    return others.isEmpty();
  }

  @Override
  public Class<?> getBeanClass() {
    return Reflected.type(info.declaringClass());
  }

  @Override
  public Class<? extends Annotation> getScope() {
    return Reflected.type(info.scope().annotation()).asSubclass(Annotation.class);
  }

  /** With wrappers for primitives, as references have them. */
  @Override
  public Set<Type> getTypes() {
    return info.types().stream()
        .map(Reflected::type)
        .map(type -> type instanceof Class<?> raw ? wrapped(raw) : type)
        .collect(toUnmodifiableSet());
  }

  private static Class<?> wrapped(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return DescribedPoint.qualifiers(declaration);
  }

  @Override
  public Set<Class<? extends Annotation>> getStereotypes() {
    return Set.copyOf(Bound.stereotypes(List.of(declaration.getAnnotations()), Kinds.OF_CLASSES));
  }

  @Override
  public @Nullable String getName() {
    return info.name();
  }

  @Override
  public boolean isAlternative() {
    return info.isAlternative();
  }

  @Override
  public Set<InjectionPoint> getInjectionPoints() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object create(CreationalContext<Object> context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void destroy(Object instance, CreationalContext<Object> context) {
    throw new UnsupportedOperationException();
  }
}
