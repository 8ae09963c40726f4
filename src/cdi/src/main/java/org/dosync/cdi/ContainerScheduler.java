package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;
import org.dosync.Scheduler;
import org.jspecify.annotations.Nullable;

/** The scheduler of a container, with the jobs of its beans; closed with its runtime. */
@ApplicationScoped
class ContainerScheduler {

  private final ContainerRuntime runtime;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Scheduler scheduler;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  ContainerScheduler() {
    this.runtime = null;
  }

  @Inject
  ContainerScheduler(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  /** To be injected: {@code @Inject Scheduler scheduler}. */
  @Produces
  @Dependent
  Scheduler get() {
    Scheduler now = scheduler;
    return now == null ? make() : now;
  }

  private Scheduler make() {
    lock.lock();
    try {
      Scheduler now = scheduler;
      if (now == null) {
        now = Scheduler.on(runtime.get());
        scheduler = now;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  void start(
      @Observes @Initialized(ApplicationScoped.class) Object event,
      DosyncExtension extension,
      RequestScope requestScope,
      BeanManager beans) {
    extension.jobs().forEach(job -> job.start(get(), requestScope, beans));
  }
}
