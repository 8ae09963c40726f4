package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dosync.Delay;
import org.dosync.DosyncRuntime;
import org.dosync.Scheduler;
import org.dosync.SchedulerClock;

/**
 * All that Dosync has in one container, but for its interceptors: one bean, so that a container,
 * and who reads this, has little to get to know.
 */
@Singleton // has no proxy, which each call would pay for
class Container {

  private final Deployment deployment;
  private final BeanManager beans;
  private final Made<DosyncRuntime> runtime;
  private final Delay<Scheduler> scheduler;
  private final RequestScope requestScope;
  private final Plans plans;
  private final Observers observers;
  private final SharedReferences references;
  private final AtomicBoolean begun = new AtomicBoolean();

  @Inject
  Container(
      Deployment deployment,
      BeanManager beans,
      @Any Instance<Object> instances,
      Instance<SchedulerClock> clock) {
    this.deployment = deployment;
    this.beans = beans;
    this.runtime =
        deployment.runtime(
            () -> ContainerRuntime.make(deployment.configuration(), instances, clock));
    this.scheduler = Delay.of(() -> Scheduler.on(runtime()));
    this.requestScope = new RequestScope(beans);
    this.plans = new Plans(deployment, beans);
    this.observers = new Observers(deployment.sharing(), requestScope);
    this.references = new SharedReferences(this, observers, deployment.sharing(), beans);
  }

  // ---- to be injected

  /** {@code @Inject DosyncRuntime runtime}: there from the application's start, or first use. */
  @Produces
  @Dependent
  DosyncRuntime runtime() {
    return runtime.get();
  }

  /** {@code @Inject Scheduler scheduler}: with the jobs of the beans, closed with the runtime. */
  @Produces
  @Dependent
  Scheduler scheduler() {
    return scheduler.deref();
  }

  // ---- its life

  /**
   * Here, since any thread may be the first to use it, and threads differ in their class loaders.
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    runtime();
  }

  /**
   * Not before: an application that does not begin is never told to end. Once: each module of an
   * EAR tells of its own beginning.
   */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      observers.listen();
      deployment.jobs().forEach(job -> job.start(scheduler(), requestScope, beans));
    }
  }

  /**
   * Actions that wait still need the beans: so before those go, and after others have sent. Also if
   * nobody has used the runtime: nobody may begin to.
   */
  void close(
      @Observes @Priority(Integer.MAX_VALUE) @BeforeDestroyed(ApplicationScoped.class)
          Object event) {
    ContainerRuntime.close(runtime());
    observers.stopListening(); // the beans that would be told go next
  }

  @PreDestroy
  void end() {
    requestScope.end();
    references.end();
    observers.stopListening(); // where nobody has told of the end
  }

  // ---- for interceptors and references

  RequestScope requestScope() {
    return requestScope;
  }

  Plans plans() {
    return plans;
  }

  SharedReferences references() {
    return references;
  }

  <T> AgentInstances<T> instancesOf(Bean<T> bean) {
    Annotations annotations = deployment.annotations(BeanIdentity.of(bean));
    AgentState written =
        requireNonNull(
            Bound.onClass(
                AgentState.class, annotations, bean.getStereotypes(), deployment.kinds(beans)));
    AgentState options = deployment.configuration().of(written, bean.getBeanClass()).annotation();
    return new AgentInstances<>(bean, annotations, options, this);
  }

  <T> CreationalContext<T> newContext(Bean<T> bean) {
    return beans.createCreationalContext(bean);
  }
}
