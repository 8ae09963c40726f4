package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.dosync.Delay;
import org.dosync.Scheduler;

/** The scheduler of a container, with the jobs of its beans; closed with its runtime. */
@Singleton // has no proxy, which each call would pay for
class ContainerScheduler {

  private final Delay<Scheduler> scheduler;

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
      Deployment deployment,
      RequestScope requestScope,
      BeanManager beans) {
    deployment.jobs().forEach(job -> job.start(get(), requestScope, beans));
  }
}
