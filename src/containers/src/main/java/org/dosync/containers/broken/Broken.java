package org.dosync.containers.broken;

import jakarta.enterprise.context.ApplicationScoped;
import org.dosync.cdi.Async;
import org.dosync.cdi.Every;

/** Two mistakes, both of which are to be told. */
@ApplicationScoped
public class Broken {

  /** DOSYNC-002: its value is not there yet. */
  @Async
  public int later() {
    return 1;
  }

  /** DOSYNC-008: no length of time. */
  @Every("now and then")
  public void sweep() {}
}
