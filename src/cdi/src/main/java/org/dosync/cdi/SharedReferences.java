package org.dosync.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The references of a container by their names, from their first injection on. */
@ApplicationScoped
class SharedReferences {

  private final Map<String, Object> byName = new ConcurrentHashMap<>();
  private final ContainerRuntime runtime;

  /** For proxies. */
  @SuppressWarnings("NullAway")
  SharedReferences() {
    this.runtime = null;
  }

  @Inject
  SharedReferences(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  Object get(SharedReference reference) {
    return byName.computeIfAbsent(reference.name(), name -> reference.make(runtime.get()));
  }
}
