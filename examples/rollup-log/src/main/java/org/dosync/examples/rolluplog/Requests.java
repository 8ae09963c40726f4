package org.dosync.examples.rolluplog;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.dosync.Atom;
import org.dosync.cdi.Every;

// tag::requests[]
/** Serves requests, and has them logged: the new ones often, all of them seldom. */
@ApplicationScoped
class Requests {

  static final Duration OFTEN = Duration.ofMillis(100);
  static final Duration SELDOM = Duration.ofMillis(500);

  private final Atom<Integer> fresh = Atom.of(0);
  private final Atom<Integer> all = Atom.of(0);

  @Inject PeriodicLog log;

  @PostConstruct
  void register() {
    log.add(OFTEN, () -> "throughput: " + fresh.resetVals(0).oldValue() + " requests");
    log.add(SELDOM, () -> "rolled up: " + all.deref() + " requests");
  }

  @Every("5ms")
  void serve() {
    fresh.swap(n -> n + 1);
    all.swap(n -> n + 1);
  }
}
// end::requests[]
