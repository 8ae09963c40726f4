package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Atom;
import org.dosync.cdi.Changed;
import org.dosync.cdi.Shared;

/** Reads a shared reference, and is told of its changes. */
@ApplicationScoped
class Dial {

  /** From MicroProfile Config, where it is. */
  static final String INITIAL = "{probe.dial:3}";

  private final AtomicReference<String> told = new AtomicReference<>("");

  @Inject
  @Shared(value = "dial", initial = INITIAL)
  Atom<Integer> dial;

  @Produces
  @Shared("mark")
  Integer mark() {
    return 42;
  }

  int value() {
    return dial.deref();
  }

  void changed(@Observes @Shared("dial") Changed<Integer> change) {
    told.set(change.oldValue() + " to " + change.newValue());
  }

  String told() {
    return told.get();
  }
}
