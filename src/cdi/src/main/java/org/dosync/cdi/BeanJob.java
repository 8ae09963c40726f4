package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.dosync.Scheduler;
import org.jspecify.annotations.Nullable;

/** A method of a bean that the scheduler runs. */
final class BeanJob {

  private final Bean<?> bean;
  private final Method method;
  private final Schedule schedule;

  BeanJob(Bean<?> bean, Method method, Schedule schedule) {
    this.bean = bean;
    this.method = method;
    this.schedule = schedule;
  }

  Class<?> beanClass() {
    return bean.getBeanClass();
  }

  void start(Scheduler scheduler, RequestScope requestScope, BeanManager beans) {
    method.setAccessible(true);
    schedule.enter(() -> requestScope.call(() -> run(beans)), scheduler);
  }

  private @Nullable Object run(BeanManager beans) throws Exception {
    CreationalContext<?> context = beans.createCreationalContext(bean);
    try {
      return method.invoke(beans.getReference(bean, type(), context));
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(requireNonNull(e.getCause()));
    } finally {
      context.release();
    }
  }

  /** The bean's own, with its type variables if it has some: Weld takes bounds exactly. */
  private Type type() {
    return bean.getTypes().stream()
        .filter(type -> type instanceof ParameterizedType one && one.getRawType() == beanClass())
        .findFirst()
        .orElse(beanClass());
  }
}
