package org.dosync.examples.ratelimiterandflags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.dosync.Atom;
import org.dosync.Change;
import org.dosync.cdi.Shared;

// tag::limiter[]
/** Admits as many requests in an hour as the settings of the moment say. */
@ApplicationScoped
class RateLimiter {

  private final Atom<Window> window = Atom.of(new Window(Instant.MIN, 0));

  @Inject
  @Shared("settings")
  Atom<Settings> settings;

  boolean admits() {
    int limit = settings.deref().limit();
    Instant now = Instant.now(); // not in the function, which may run again
    Change<Window> change = window.swapVals(w -> w.admit(now, limit));
    return change.newValue() != change.oldValue();
  }
}
// end::limiter[]
