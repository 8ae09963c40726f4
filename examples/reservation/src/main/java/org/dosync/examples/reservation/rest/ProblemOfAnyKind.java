package org.dosync.examples.reservation.rest;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with problem details whatever is thrown. */
@Provider
public class ProblemOfAnyKind implements ExceptionMapper<Throwable> {

  private static final System.Logger LOGGER =
      System.getLogger(ProblemOfAnyKind.class.getPackageName());

  @Override
  public Response toResponse(Throwable failure) {
    Response problem = Problem.of(failure);
    if (problem.getStatus() == Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
      LOGGER.log(ERROR, "A request has failed", failure);
    }
    return problem;
  }
}
