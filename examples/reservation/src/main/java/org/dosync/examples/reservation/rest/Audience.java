package org.dosync.examples.reservation.rest;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.cdi.Every;
import org.dosync.examples.reservation.Office;

/** All who watch the seats. Each is told four times a second what has changed since. */
@ApplicationScoped
public class Audience {

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Inject Office office;

  void join(SseEventSink sink, Sse sse) {
    listeners.add(new Listener(sink, sse));
  }

  @Every("{reservation.show:250ms}")
  void show() {
    listeners.stream().filter(Listener::isGone).forEach(this::dismiss);
    if (!listeners.isEmpty()) {
      Picture picture = Picture.of(office);
      listeners.forEach(listener -> listener.show(picture));
    }
  }

  /** Ends all streams. */
  @PreDestroy
  public void leave() {
    listeners.forEach(this::dismiss);
  }

  private void dismiss(Listener listener) {
    listeners.remove(listener);
    listener.leave();
  }
}
