package org.dosync.examples.reservation.rest;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.Locale;
import java.util.Map;
import org.dosync.InvalidStateException;
import org.dosync.examples.reservation.Refusal;
import org.dosync.examples.reservation.Refusal.Reason;

/** Errors as problem details: RFC 9457. */
final class Problem {

  private static final String MEDIA_TYPE = "application/problem+json";
  private static final int UNPROCESSABLE = 422;

  /** 422 has no constant before Jakarta REST 4. */
  private static final Map<Reason, Integer> STATUS =
      Map.of(
          Reason.SEAT_TAKEN, 409,
          Reason.SAVER_SOLD_OUT, 409,
          Reason.SALES_CLOSED, 503,
          Reason.HOLD_EXPIRED, 410,
          Reason.UNKNOWN, 404,
          Reason.IMPOSSIBLE, UNPROCESSABLE);

  /** Made once: it looks for the provider on the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private Problem() {}

  static Response of(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      String reason = refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      String title = "Refused: " + reason.replace('-', ' ');
      return of(STATUS.get(refusal.reason()), "urn:dosync:reservation:" + reason, title, refusal);
    }
    if (failure instanceof BadRequest) {
      return of(400, "about:blank", "Bad Request", failure);
    }
    if (failure instanceof InvalidStateException) {
      return of(UNPROCESSABLE, "about:blank", "Unprocessable Content", failure);
    }
    Status status = Status.INTERNAL_SERVER_ERROR;
    return of(
        status.getStatusCode(),
        "about:blank",
        status.getReasonPhrase(),
        "The server has failed. Its log says more");
  }

  static Response of(StatusType status, String detail) {
    return of(status.getStatusCode(), "about:blank", status.getReasonPhrase(), detail);
  }

  private static Response of(int status, String type, String title, Throwable failure) {
    return of(status, type, title, String.valueOf(failure.getMessage()));
  }

  private static Response of(int status, String type, String title, String detail) {
    String problem =
        JSON.createObjectBuilder()
            .add("type", type)
            .add("title", title)
            .add("status", status)
            .add("detail", detail)
            .build()
            .toString();
    return Response.status(status).type(MEDIA_TYPE).entity(problem).build();
  }
}
