package org.dosync.examples.reservation.rest;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One who watches. Who is slow misses pictures, and gets all that has changed with the next. */
class Listener {

  private final SseEventSink sink;
  private final Sse sse;
  private Map<String, String> seen = Map.of();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  Listener(SseEventSink sink, Sse sse) {
    this.sink = sink;
    this.sse = sse;
  }

  boolean isGone() {
    return sink.isClosed() || last.isCompletedExceptionally();
  }

  void show(Picture picture) {
    if (last.isDone()) {
      last = send(picture.since(seen));
      seen = picture.seats();
    }
  }

  private CompletableFuture<?> send(String data) {
    OutboundSseEvent event = sse.newEventBuilder().name("books").data(String.class, data).build();
    try {
      return sink.send(event).toCompletableFuture();
    } catch (IllegalStateException closedMeanwhile) {
      return CompletableFuture.failedFuture(closedMeanwhile);
    }
  }

  void leave() {
    try {
      sink.close();
    } catch (IOException | RuntimeException e) { // servers differ
      last = CompletableFuture.failedFuture(e); // has gone by itself
    }
  }
}
