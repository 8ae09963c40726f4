package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;

/** {@link Beginning}, where there is no such event yet. */
class BeginningInCdi3 {

  void begin(
      @Observes @Priority(Integer.MAX_VALUE) @Initialized(ApplicationScoped.class) Object event,
      Observers observers,
      ContainerScheduler scheduler) {
    observers.listen();
    scheduler.start();
  }
}
