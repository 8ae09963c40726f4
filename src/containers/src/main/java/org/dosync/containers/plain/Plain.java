package org.dosync.containers.plain;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** All that answers below {@code api}. */
@ApplicationPath("api")
public class Plain extends Application {

  /** There as long as its class is. */
  static final Object KEPT = new Plain();

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(VisitsResource.class);
  }
}
