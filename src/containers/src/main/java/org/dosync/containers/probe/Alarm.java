package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Failure;

/** Hears of what nobody waits for. */
@ApplicationScoped
class Alarm {

  private final AtomicReference<String> last = new AtomicReference<>("");

  void hear(@Observes Failure failure) {
    last.set(String.valueOf(failure.cause().getMessage()));
  }

  String last() {
    return last.get();
  }
}
