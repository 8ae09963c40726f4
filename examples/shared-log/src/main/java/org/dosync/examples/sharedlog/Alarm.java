package org.dosync.examples.sharedlog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.Failure;

// tag::alarm[]
/** Hears of what fails where nobody waits for it. */
@ApplicationScoped
class Alarm {

  private final List<String> heard = new CopyOnWriteArrayList<>();

  void failed(@Observes Failure failure) {
    heard.add(failure.cause().getMessage());
  }

  List<String> heard() {
    return heard;
  }
}
// end::alarm[]
