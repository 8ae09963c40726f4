package org.dosync.examples.reservation.rest;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.dosync.examples.reservation.Flight;
import org.dosync.examples.reservation.Office;

/** The timetable, and what is in the books. */
@ApplicationScoped
@Path("")
@Produces(APPLICATION_JSON)
public class BooksResource {

  /** A flight of the timetable. */
  public record FlightView(String number, String from, String to) {

    static FlightView of(Flight flight) {
      return new FlightView(flight.number(), flight.from(), flight.to());
    }
  }

  @Inject Office office;

  @GET
  @Path("flights")
  public List<FlightView> flights() {
    return office.flights().stream().map(FlightView::of).toList();
  }

  @GET
  @Path("itineraries/{id}")
  public ItineraryView itinerary(@PathParam("id") String id) {
    return ItineraryView.of(office.look(id));
  }

  @GET
  @Path("books")
  public BooksView books() {
    return BooksView.of(office);
  }
}
