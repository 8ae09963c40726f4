package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An observer by reflection, where the container has none to show. */
final class DescribedObserver implements ObserverMethod<Object> {

  private final Class<?> beanClass;
  private final Method method;
  private final Supplier<BeanManager> beans;
  private final List<DescribedPoint> parameters;
  private final DescribedPoint event;

  /**
   * Describes an observer.
   *
   * @param beans asked when it is told of an event
   */
  DescribedObserver(Class<?> beanClass, Method method, Supplier<BeanManager> beans) {
    this.beanClass = beanClass;
    this.method = method;
    this.beans = beans;
    this.parameters = DescribedPoint.all(method);
    this.event = parameters.stream().filter(DescribedObserver::isOfEvent).findFirst().orElseThrow();
  }

  private static boolean isOfEvent(DescribedPoint parameter) {
    return parameter.isAnnotationPresent(Observes.class)
        || parameter.isAnnotationPresent(ObservesAsync.class);
  }

  Method method() {
    return method;
  }

  @Override
  public Class<?> getBeanClass() {
    return beanClass;
  }

  @Override
  public Type getObservedType() {
    return Supertypes.inherited(event.type(), method, beanClass);
  }

  @Override
  public Set<Annotation> getObservedQualifiers() {
    return event.getQualifiers();
  }

  @Override
  public Reception getReception() {
    Observes observes = event.getAnnotation(Observes.class);
    return observes == null ? Reception.ALWAYS : observes.notifyObserver();
  }

  @Override
  public TransactionPhase getTransactionPhase() {
    return TransactionPhase.IN_PROGRESS; // there is no transaction of a database where we tell
  }

  @Override
  public int getPriority() {
    Priority priority = event.getAnnotation(Priority.class);
    return priority == null ? DEFAULT_PRIORITY : priority.value();
  }

  @Override
  public boolean isAsync() {
    return event.isAnnotationPresent(ObservesAsync.class);
  }

  @Override
  public void notify(EventContext<Object> occurrence) {
    BeanManager there = beans.get();
    CreationalContext<?> ofParameters = there.createCreationalContext(null);
    try {
      Object receiver = receiver(there, ofParameters);
      if (receiver != null || Modifier.isStatic(method.getModifiers())) {
        method.setAccessible(true);
        method.invoke(receiver, arguments(occurrence.getEvent(), there, ofParameters));
      }
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(requireNonNull(e.getCause()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } finally {
      ofParameters.release();
    }
  }

  /** Null if the method is static, or there is none and the observer wants none to be made. */
  private @Nullable Object receiver(BeanManager there, CreationalContext<?> context) {
    if (Modifier.isStatic(method.getModifiers())) {
      return null;
    }
    Bean<?> bean = DescribedBean.find(beanClass, there);
    if (getReception() == Reception.IF_EXISTS) {
      return existing(bean, there);
    }
    return bean.getScope().isAnnotationPresent(NormalScope.class)
        ? made(bean, there)
        : there.getReference(bean, beanClass, context);
  }

  /** Not its proxy, which would run a private method on itself. */
  private static <T> T made(Bean<T> bean, BeanManager there) {
    return there.getContext(bean.getScope()).get(bean, there.createCreationalContext(bean));
  }

  private static @Nullable Object existing(Bean<?> bean, BeanManager there) {
    try {
      return there.getContext(bean.getScope()).get(bean);
    } catch (ContextNotActiveException notEvenAContext) {
      return null;
    }
  }

  private @Nullable Object[] arguments(
      Object told, BeanManager there, CreationalContext<?> context) {
    return parameters.stream()
        .map(one -> one == event ? told : argument(one, there, context))
        .toArray();
  }

  private static Object argument(
      DescribedPoint parameter, BeanManager there, CreationalContext<?> context) {
    Annotation[] qualifiers = parameter.getQualifiers().toArray(Annotation[]::new);
    Bean<?> bean = there.resolve(there.getBeans(parameter.type(), qualifiers));
    if (bean == null) {
      throw new UnsatisfiedResolutionException("No bean for " + parameter);
    }
    return there.getReference(bean, parameter.type(), context);
  }
}
