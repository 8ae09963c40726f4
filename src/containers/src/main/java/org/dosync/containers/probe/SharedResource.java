package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.dosync.Atom;
import org.dosync.Ref;
import org.dosync.cdi.Shared;

/** Writes what another bean reads. */
@ApplicationScoped
@Path("shared")
@Produces(MediaType.TEXT_PLAIN)
public class SharedResource {

  @Inject
  @Shared(value = "dial", initial = Dial.INITIAL)
  Atom<Integer> dial;

  @Inject
  @Shared("mark")
  Ref<Integer> mark;

  @Inject Dial reader;

  @GET
  public String look() {
    return Text.of(Map.of("value", reader.value(), "told", reader.told(), "mark", mark.deref()));
  }

  @PUT
  @Path("{value}")
  public void turn(@PathParam("value") int value) {
    dial.reset(value);
  }
}
