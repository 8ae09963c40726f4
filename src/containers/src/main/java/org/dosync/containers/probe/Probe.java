package org.dosync.containers.probe;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** All that answers below {@code api}. */
@ApplicationPath("api")
public class Probe extends Application {

  /** There as long as its class is. */
  static final Object KEPT = new Probe();

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        EnvironmentResource.class,
        GuardResource.class,
        SharedResource.class,
        TransactionsResource.class,
        WorkResource.class);
  }
}
