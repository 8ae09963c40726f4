package org.dosync.examples.reservation.rest;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.dosync.examples.reservation.Office;
import org.dosync.examples.reservation.Sales;

/** The switch of the sales. */
@ApplicationScoped
@Path("sales")
@Produces(APPLICATION_JSON)
public class SalesResource {

  private static final String EXAMPLE = "{\"open\":false,\"reason\":\"stocktaking\"}";

  @Inject Office office;

  @GET
  public Sales sales() {
    return office.sales();
  }

  @PUT
  @Consumes(APPLICATION_JSON)
  public Sales set(String text) {
    Body body = Body.parse(text, EXAMPLE);
    office.setSales(new Sales(body.isTrue("open"), body.textOr("reason", "")));
    return office.sales();
  }
}
