package org.dosync.examples.reservation.se;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Resources are below {@code api}. A server that deploys the application knows that by itself; this
 * one, given a context path, has it twice in the URI.
 */
@Provider
@PreMatching
public class BelowApi implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    URI called = request.getUriInfo().getRequestUri();
    request.setRequestUri(called.resolve("/api/"), called);
  }
}
