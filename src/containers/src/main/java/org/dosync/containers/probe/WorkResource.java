package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Where actions, asynchronous calls and jobs run. */
@ApplicationScoped
@Path("work")
@Produces(MediaType.TEXT_PLAIN)
public class WorkResource {

  @Inject Worker worker;
  @Inject Ledger ledger;
  @Inject Alarm alarm;
  @Inject Visit visit;
  @Inject Caller caller;

  @GET
  @Path("caller")
  public String caller() {
    return Text.of(
        Map.of(
            "here", caller.name(),
            "action", ledger.caller(),
            "async", worker.caller().toCompletableFuture().join()));
  }

  @GET
  @Path("action")
  public String action() {
    return Text.of(ledger.place());
  }

  @GET
  @Path("async")
  public String async() {
    Map<String, String> place = worker.place().toCompletableFuture().join();
    place.put("visitOfCaller", visit.id());
    return Text.of(place);
  }

  /** The server waits, not a thread. */
  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    return worker.place().thenApply(Text::of);
  }

  @GET
  @Path("async/failure")
  public String failure(@QueryParam("message") String message) {
    try {
      return worker.fail(message).toCompletableFuture().join();
    } catch (CompletionException e) {
      return e.getCause().getMessage();
    }
  }

  @POST
  @Path("failure")
  public void failUnheard(@QueryParam("message") String message) {
    ledger.fail(message);
  }

  @GET
  @Path("failure")
  public String failure() {
    return alarm.last();
  }

  @GET
  @Path("job")
  public String job() {
    return Text.of(worker.placeOfTicks()) + "ticks=" + worker.ticks() + "\n";
  }
}
