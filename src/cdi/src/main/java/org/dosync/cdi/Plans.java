package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was worked out for each method of each bean class, at its first call. */
@ApplicationScoped
class Plans {

  private record Key(Class<?> beanClass, Method method) {}

  private final Map<Key, TransactionPlan> transactions = new ConcurrentHashMap<>();
  private final BeanManager beans;
  private final Configuration configuration;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  Plans() {
    this.beans = null;
    this.configuration = null;
  }

  @Inject
  Plans(BeanManager beans, DosyncExtension extension) {
    this.beans = beans;
    this.configuration = extension.configuration();
  }

  TransactionPlan transaction(@Nullable Bean<?> bean, Method method) {
    Class<?> beanClass = bean == null ? method.getDeclaringClass() : bean.getBeanClass();
    TransactionPlan plan = transactions.get(new Key(beanClass, method));
    return plan == null ? newPlan(bean, beanClass, method) : plan;
  }

  private TransactionPlan newPlan(@Nullable Bean<?> bean, Class<?> beanClass, Method method) {
    Set<Class<? extends Annotation>> stereotypes = bean == null ? Set.of() : bean.getStereotypes();
    Dosync annotation = Bound.find(Dosync.class, method, beanClass, stereotypes, beans);
    if (annotation == null) {
      throw new IllegalStateException("No @Dosync on " + method + " of " + beanClass);
    }
    TransactionPlan plan =
        new TransactionPlan(
            TransactionPlan.configured(annotation, beanClass, method, configuration).annotation(),
            beanClass,
            method);
    transactions.put(new Key(beanClass, method), plan);
    return plan;
  }
}
