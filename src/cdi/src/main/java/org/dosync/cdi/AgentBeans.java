package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import org.dosync.DosyncRuntime;
import org.dosync.Scheduler;
import org.jspecify.annotations.Nullable;

/** What the {@link AgentState} beans of a container need of it. */
@Singleton // has no proxy, which each call would pay for
class AgentBeans {

  private final ContainerRuntime runtime;
  private final ContainerScheduler scheduler;
  private final RequestScope requestScope;
  private final BeanManager beans;
  private final Deployment deployment;

  @Inject
  AgentBeans(
      ContainerRuntime runtime,
      ContainerScheduler scheduler,
      RequestScope requestScope,
      BeanManager beans,
      Deployment deployment) {
    this.runtime = runtime;
    this.scheduler = scheduler;
    this.requestScope = requestScope;
    this.beans = beans;
    this.deployment = deployment;
  }

  <T> AgentInstances<T> instancesOf(Bean<T> bean) {
    Annotations annotations = deployment.annotations(bean.getBeanClass());
    AgentState written =
        requireNonNull(
            Bound.onClass(
                AgentState.class, annotations, bean.getStereotypes(), deployment.kinds(beans)));
    AgentState options = deployment.configuration().of(written, bean.getBeanClass()).annotation();
    return new AgentInstances<>(bean, annotations, options, this);
  }

  DosyncRuntime runtime() {
    return runtime.get();
  }

  Scheduler scheduler() {
    return scheduler.get();
  }

  <T> CreationalContext<T> newContext(Bean<T> bean) {
    return beans.createCreationalContext(bean);
  }

  @Nullable Object inRequestScope(Callable<@Nullable Object> body) throws Exception {
    return requestScope.call(body);
  }
}
