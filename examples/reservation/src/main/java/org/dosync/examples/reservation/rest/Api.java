package org.dosync.examples.reservation.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** All that answers below {@code api}. */
@ApplicationPath("api")
public class Api extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        HoldsResource.class,
        BooksResource.class,
        SalesResource.class,
        EventsResource.class,
        ProblemOfAnyKind.class,
        ProblemOfHttp.class,
        JsonOfRecords.class);
  }
}
