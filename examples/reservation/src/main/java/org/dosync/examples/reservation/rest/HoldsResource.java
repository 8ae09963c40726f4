package org.dosync.examples.reservation.rest;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.dosync.examples.reservation.Fare;
import org.dosync.examples.reservation.Itinerary;
import org.dosync.examples.reservation.Office;
import org.dosync.examples.reservation.Place;

/** Holding seats, and what becomes of a hold. */
@ApplicationScoped
@Path("holds")
@Produces(APPLICATION_JSON)
public class HoldsResource {

  private static final String EXAMPLE =
      "{\"passenger\":\"Ada\",\"fare\":\"FULL\",\"legs\":[{\"flight\":\"AU101\",\"seat\":\"12C\"}]}";

  @Inject Office office;

  @POST
  @Consumes(APPLICATION_JSON)
  public Response hold(String text, @Context UriInfo uri) {
    Body body = Body.parse(text, EXAMPLE);
    Itinerary held =
        office.hold(
            body.text("passenger"),
            body.constant("fare", Fare.class),
            body.objects("legs").stream()
                .map(leg -> new Place(leg.text("flight"), leg.text("seat")))
                .toList());
    return Response.created(uri.getBaseUriBuilder().path("itineraries").path(held.id()).build())
        .entity(ItineraryView.of(held))
        .build();
  }

  /** May be sent again if the answer was lost: there is one confirmation all the same. */
  @POST
  @Path("{id}/confirmation")
  public ItineraryView confirm(@PathParam("id") String id) {
    return ItineraryView.of(office.confirm(id));
  }

  @DELETE
  @Path("{id}")
  public void cancel(@PathParam("id") String id) {
    office.cancel(id);
  }
}
