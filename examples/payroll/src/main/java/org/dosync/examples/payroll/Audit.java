package org.dosync.examples.payroll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.cdi.Changed;
import org.dosync.cdi.Shared;

// tag::audit[]
/** Hears of what other beans do, without their knowing. */
@ApplicationScoped
class Audit {

  private final List<String> notes = new CopyOnWriteArrayList<>();

  void changed(@Observes @Shared("sold") Changed<Integer> change) {
    notes.add(change.oldValue() + " -> " + change.newValue());
  }

  List<String> notes() {
    return notes;
  }
}
// end::audit[]
