package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import org.dosync.Delay;
import org.dosync.Scheduler;

/** The scheduler of a container, with the jobs of its beans; closed with its runtime. */
@ApplicationScoped
class ContainerScheduler {

  private final Delay<Scheduler> scheduler;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  ContainerScheduler() {
    this.scheduler = null;
  }

  @Inject
  ContainerScheduler(ContainerRuntime runtime) {
    this.scheduler = Delay.of(() -> Scheduler.on(runtime.get()));
  }

  /** To be injected: {@code @Inject Scheduler scheduler}. */
  @Produces
  @Dependent
  Scheduler get() {
    return scheduler.deref();
  }

  /** The application has begun, and its beans have heard of it. */
  void start(
      @Observes @Priority(Integer.MAX_VALUE) Startup event,
      DosyncExtension extension,
      RequestScope requestScope,
      BeanManager beans) {
    extension.jobs().forEach(job -> job.start(get(), requestScope, beans));
  }
}
