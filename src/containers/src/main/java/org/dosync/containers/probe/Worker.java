package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.cdi.Async;
import org.dosync.cdi.Every;

/** Work on other threads, which tells where it was. */
@ApplicationScoped
class Worker {

  private final AtomicInteger ticks = new AtomicInteger();
  private final AtomicReference<Map<String, String>> placeOfTicks = new AtomicReference<>(Map.of());

  @Inject Visit visit;
  @Inject Caller caller;

  @Async
  CompletionStage<Map<String, String>> place() {
    Map<String, String> place = Place.now();
    place.put("visit", visit.id());
    return CompletableFuture.completedFuture(place);
  }

  @Async
  CompletionStage<String> caller() {
    return CompletableFuture.completedFuture(caller.name());
  }

  @Async
  CompletionStage<String> fail(String message) {
    throw new IllegalStateException(message);
  }

  @Every("{probe.tick:50ms}")
  void tick() {
    Map<String, String> place = Place.now();
    place.put("visit", visit.id());
    placeOfTicks.set(place);
    ticks.incrementAndGet();
  }

  int ticks() {
    return ticks.get();
  }

  Map<String, String> placeOfTicks() {
    return placeOfTicks.get();
  }
}
