package org.dosync.containers.plain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts those who come. */
@ApplicationScoped
@Path("visits")
@Produces(MediaType.TEXT_PLAIN)
public class VisitsResource {

  private final AtomicInteger visits = new AtomicInteger();

  @GET
  public String count() {
    return String.valueOf(visits.incrementAndGet());
  }
}
