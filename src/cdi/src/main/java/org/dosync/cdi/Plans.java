package org.dosync.cdi;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was worked out for each method of each bean class, at its first call. */
@Singleton // has no proxy, which each call would pay for
class Plans {

  private final Map<Class<?>, OfBean> beanClasses = new ConcurrentHashMap<>();
  private final BeanManager beans;
  private final Configuration configuration;

  @Inject
  Plans(BeanManager beans, DosyncExtension extension) {
    this.beans = beans;
    this.configuration = extension.configuration();
  }

  /** The plans of a bean, or those of static methods, which have none. */
  OfBean of(@Nullable Bean<?> bean) {
    return bean == null
        ? new OfBean(null)
        : beanClasses.computeIfAbsent(bean.getBeanClass(), unknown -> new OfBean(bean));
  }

  /** By method alone, for interceptors to keep: a call costs one look into one table. */
  final class OfBean {

    private final Map<Method, TransactionPlan> transactions = new ConcurrentHashMap<>();
    private final @Nullable Bean<?> bean;

    private OfBean(@Nullable Bean<?> bean) {
      this.bean = bean;
    }

    TransactionPlan transaction(Method method) {
      TransactionPlan plan = transactions.get(method);
      return plan == null ? transactions.computeIfAbsent(method, this::newPlan) : plan;
    }

    private TransactionPlan newPlan(Method method) {
      Class<?> beanClass = bean == null ? method.getDeclaringClass() : bean.getBeanClass();
      Set<Class<? extends Annotation>> stereotypes =
          bean == null ? Set.of() : bean.getStereotypes();
      Dosync annotation = Bound.find(Dosync.class, method, beanClass, stereotypes, beans);
      if (annotation == null) {
        throw new IllegalStateException("No @Dosync on " + method + " of " + beanClass);
      }
      Dosync configured =
          TransactionPlan.configured(annotation, beanClass, method, configuration).annotation();
      return new TransactionPlan(configured, beanClass, method);
    }
  }
}
