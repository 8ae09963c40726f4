package org.dosync.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;

/** What {@link Beginning} does, for {@link DosyncBuildExtension}. */
@Dependent
class StartupObserver {

  void begin(@Observes @Priority(Integer.MAX_VALUE) Startup event, Container container) {
    container.begin();
  }
}
