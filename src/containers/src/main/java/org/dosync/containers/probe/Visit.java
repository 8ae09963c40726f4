package org.dosync.containers.probe;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** Each request context has one of its own. */
@RequestScoped
class Visit {

  private final String id = UUID.randomUUID().toString();

  String id() {
    return id;
  }
}
