package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import org.dosync.JobOptions;
import org.dosync.Scheduler;
import org.jspecify.annotations.Nullable;

/** A method of a bean that is run again and again. */
final class BeanJob {

  /** In the place of a time: there is no such job. */
  static final String OFF = "off";

  private final Bean<?> bean;
  private final Method method;
  private final Duration period;
  private final JobOptions options;

  /**
   * Reads an annotation.
   *
   * @throws IllegalArgumentException if a member makes no sense
   */
  BeanJob(Bean<?> bean, Method method, Every every) {
    this.bean = bean;
    this.method = method;
    this.period = Durations.parse(every.value());
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("the time must be more than zero, not " + every.value());
    }
    JobOptions plain =
        Scheduler.options()
            .description(name(bean, method))
            .overlap(every.overlap())
            .missed(every.missed());
    this.options =
        every.initialDelay().isEmpty()
            ? plain
            : plain.initialDelay(Durations.parse(every.initialDelay()));
  }

  static String name(Bean<?> bean, Method method) {
    return bean.getBeanClass().getSimpleName() + "." + method.getName();
  }

  Class<?> beanClass() {
    return bean.getBeanClass();
  }

  void start(Scheduler scheduler, RequestScope requestScope, BeanManager beans) {
    method.setAccessible(true);
    scheduler.every(period, () -> requestScope.call(() -> run(beans)), options);
  }

  private @Nullable Object run(BeanManager beans) throws Exception {
    CreationalContext<?> context = beans.createCreationalContext(bean);
    try {
      return method.invoke(beans.getReference(bean, bean.getBeanClass(), context));
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(requireNonNull(e.getCause()));
    } finally {
      context.release();
    }
  }
}
