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

/** What was worked out for each method with a side effect, at its first call in a transaction. */
@ApplicationScoped
class SideEffectPlans {

  private record Key(Class<?> beanClass, Method method) {}

  private final Map<Key, SideEffectPlan> plans = new ConcurrentHashMap<>();
  private final BeanManager beans;
  private final Configuration configuration;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  SideEffectPlans() {
    this.beans = null;
    this.configuration = null;
  }

  @Inject
  SideEffectPlans(BeanManager beans, DosyncExtension extension) {
    this.beans = beans;
    this.configuration = extension.configuration();
  }

  SideEffectPlan of(@Nullable Bean<?> bean, Method method) {
    Class<?> beanClass = bean == null ? method.getDeclaringClass() : bean.getBeanClass();
    return plans.computeIfAbsent(new Key(beanClass, method), key -> plan(bean, key));
  }

  private SideEffectPlan plan(@Nullable Bean<?> bean, Key key) {
    Set<Class<? extends Annotation>> stereotypes = bean == null ? Set.of() : bean.getStereotypes();
    SideEffect annotation =
        Bound.find(SideEffect.class, key.method(), key.beanClass(), stereotypes, beans);
    if (annotation == null) {
      throw new IllegalStateException("No @SideEffect on " + key);
    }
    SideEffect configured =
        SideEffectPlan.configured(annotation, key.beanClass(), key.method(), configuration)
            .annotation();
    return new SideEffectPlan(configured, key.beanClass(), key.method());
  }
}
