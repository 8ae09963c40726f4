package org.dosync.cdi;

import jakarta.enterprise.context.Dependent;
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
  private final Deployment deployment;
  private final RequestScope requestScope;
  private final BeanManager beans;

  @Inject
  ContainerScheduler(
      ContainerRuntime runtime,
      Deployment deployment,
      RequestScope requestScope,
      BeanManager beans) {
    this.scheduler = Delay.of(() -> Scheduler.on(runtime.get()));
    this.deployment = deployment;
    this.requestScope = requestScope;
    this.beans = beans;
  }

  /** To be injected: {@code @Inject Scheduler scheduler}. */
  @Produces
  @Dependent
  Scheduler get() {
    return scheduler.deref();
  }

  void start() {
    deployment.jobs().forEach(job -> job.start(get(), requestScope, beans));
  }
}
