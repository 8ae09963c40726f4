package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;

/** The application has begun, and its beans have heard of it. */
@Singleton
class Beginning {

  void begin(
      @Observes @Priority(Integer.MAX_VALUE) Startup event,
      Observers observers,
      ContainerScheduler scheduler) {
    observers.listen();
    scheduler.start();
  }
}
