package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dosync.DosyncException;
import org.jspecify.annotations.Nullable;

/** What was worked out for each method of each bean, at its first call. */
final class Plans {

  private final Map<BeanIdentity, OfBean> ofBeans = new ConcurrentHashMap<>();
  private final Kinds kinds;
  private final Deployment deployment;
  private final Configuration configuration;

  Plans(Deployment deployment, BeanManager beans) {
    this.kinds = deployment.kinds(beans);
    this.deployment = deployment;
    this.configuration = deployment.configuration();
  }

  /** The plans of a bean, or those of static methods, which have none. */
  OfBean of(@Nullable Bean<?> bean) {
    return bean == null
        ? new OfBean(null)
        : ofBeans.computeIfAbsent(BeanIdentity.of(bean), OfBean::new);
  }

  /** By method alone, for interceptors to keep: a call costs one look into one table. */
  final class OfBean {

    private final Map<Method, TransactionPlan> transactions = new ConcurrentHashMap<>();
    private final Map<Method, SideEffectPlan> sideEffects = new ConcurrentHashMap<>();
    private final @Nullable BeanIdentity bean;

    private OfBean(@Nullable BeanIdentity bean) {
      this.bean = bean;
    }

    TransactionPlan transaction(Method method) {
      TransactionPlan plan = transactions.get(method);
      return plan == null ? transactions.computeIfAbsent(method, this::newTransaction) : plan;
    }

    SideEffectPlan sideEffect(Method method) {
      SideEffectPlan plan = sideEffects.get(method);
      return plan == null ? sideEffects.computeIfAbsent(method, this::newSideEffect) : plan;
    }

    private TransactionPlan newTransaction(Method method) {
      Annotations annotations = annotations(method);
      Dosync written = written(Dosync.class, method, annotations);
      return new TransactionPlan(
          TransactionPlan.configured(written, annotations, method, configuration).annotation(),
          annotations.beanClass(),
          method);
    }

    private SideEffectPlan newSideEffect(Method method) {
      Annotations annotations = annotations(method);
      SideEffect written = written(SideEffect.class, method, annotations);
      return new SideEffectPlan(
          SideEffectPlan.configured(written, annotations, method, configuration).annotation(),
          annotations.beanClass(),
          method);
    }

    /** What an {@code InterceptionFactory} makes is of a class that is no bean's. */
    private Annotations annotations(Method method) {
      Class<?> declaring = method.getDeclaringClass();
      return bean == null || !declaring.isAssignableFrom(bean.beanClass())
          ? Annotations.of(declaring)
          : deployment.annotations(bean);
    }

    private <A extends Annotation> A written(
        Class<A> type, Method method, Annotations annotations) {
      Set<Class<? extends Annotation>> stereotypes = bean == null ? Set.of() : bean.stereotypes();
      A annotation = Bound.find(type, method, annotations, stereotypes, kinds);
      if (annotation == null) {
        throw new DosyncException(
            AsyncCall.nameOf(method)
                + ": there is no @"
                + type.getSimpleName()
                + " on the method, nor on its class, as it is written: what"
                + " InterceptionFactory.configure() adds does not count. Write it there");
      }
      return annotation;
    }
  }
}
