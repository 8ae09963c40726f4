package org.dosync.examples.ratelimiterandflags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dosync.cdi.Changed;
import org.dosync.cdi.Shared;

// tag::watch[]
/** Is told of each change, whoever makes it. */
@ApplicationScoped
class Operator {

  void changed(@Observes @Shared("settings") Changed<Settings> change) {
    System.out.println("Now " + change.newValue() + "; it was " + change.oldValue());
  }
}
// end::watch[]
