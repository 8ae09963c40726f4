package org.dosync.cdi.elsewhere;

import jakarta.enterprise.event.Observes;
import org.dosync.cdi.Async;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.Every;

/** What beans of another package inherit, and no proxy of theirs can override. */
public abstract class Inherited {

  /** For subclasses. */
  protected Inherited() {}

  @Every("1h")
  void tick() {}

  @Dosync
  void inTransaction() {}

  @Async
  void later() {}

  void observe(@Observes String event) {}

  @Dosync
  protected void visible() {}
}
