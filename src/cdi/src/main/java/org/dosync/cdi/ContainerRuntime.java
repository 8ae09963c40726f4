package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.dosync.ContextCapture;
import org.dosync.Delay;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.SchedulerClock;

/** The runtime of a container: there from its start, or first use, until the application ends. */
@Singleton // has no proxy, which each call would pay for
class ContainerRuntime {

  private final Delay<DosyncRuntime> runtime;

  @Inject
  ContainerRuntime(
      Deployment deployment, @Any Instance<Object> beans, Instance<SchedulerClock> clock) {
    this.runtime = deployment.runtime(() -> make(deployment.configuration(), beans, clock));
  }

  private static DosyncRuntime make(
      Configuration configuration, Instance<Object> beans, Instance<SchedulerClock> clock) {
    DosyncRuntime.Builder builder = DosyncRuntime.builder();
    if (!clock.isUnsatisfied()) {
      builder.clock(clock.get());
    }
    for (RuntimeKey key : RuntimeKey.values()) {
      key.set(builder, configuration);
    }
    Executor executor = ContainerExecutor.find(beans);
    if (executor != null) {
      builder.sendExecutor(executor).sendOffExecutor(executor);
    }
    ContextCapture context = CarriedContext.find(beans);
    if (context != null) {
      builder.context(context);
    }
    return builder.build();
  }

  /**
   * Here, since any thread may be the first to use it, and threads differ in their class loaders.
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    get();
  }

  /** To be injected: {@code @Inject DosyncRuntime runtime}. */
  @Produces
  @Dependent
  DosyncRuntime get() {
    return runtime.deref();
  }

  /**
   * Actions that wait still need the beans: so before those go, and after others have sent. An
   * action, call or job that ends the container itself can't be waited for by that.
   */
  void close(
      @Observes @Priority(Integer.MAX_VALUE) @BeforeDestroyed(ApplicationScoped.class)
          Object event) {
    DosyncRuntime closing = get(); // one that nobody has used as well: nobody may begin to
    try {
      closing.close();
    } catch (DosyncException fromItsOwnWork) {
      Thread closer = new Thread(closing::close, closing.name() + "-close");
      closer.setDaemon(true);
      closer.start();
    }
  }
}
