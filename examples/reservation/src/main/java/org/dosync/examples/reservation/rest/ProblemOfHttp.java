package org.dosync.examples.reservation.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with problem details what the server itself refuses: an unknown path, a wrong method. */
@Provider
public class ProblemOfHttp implements ExceptionMapper<WebApplicationException> {

  @Context private UriInfo uri;
  @Context private Request request;

  @Override
  public Response toResponse(WebApplicationException failure) {
    return Problem.of(
        failure.getResponse().getStatusInfo(),
        "%s api/%s was refused: %s. See api/flights, api/books, api/holds, api/itineraries/{id}, api/sales, api/events"
            .formatted(request.getMethod(), uri.getPath(), failure.getMessage()));
  }
}
