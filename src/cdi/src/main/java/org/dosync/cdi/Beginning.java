package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/**
 * The application has begun, and its beans have heard of it. Without a scope, since ArC finds all
 * that has one in our archive: this and {@link BeginningInCdi3} would both be there.
 */
class Beginning {

  void begin(
      @Observes @Priority(Integer.MAX_VALUE) Startup event,
      Observers observers,
      ContainerScheduler scheduler) {
    observers.listen();
    scheduler.start();
  }
}
