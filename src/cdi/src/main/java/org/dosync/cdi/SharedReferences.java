package org.dosync.cdi;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The references of a container by their names, from their first injection on. */
@Singleton // has no proxy, which each call would pay for
class SharedReferences {

  private final Map<String, Object> byName = new ConcurrentHashMap<>();
  private final ContainerRuntime runtime;

  @Inject
  SharedReferences(ContainerRuntime runtime) {
    this.runtime = runtime;
  }

  Object get(SharedReference reference) {
    return byName.computeIfAbsent(reference.name(), name -> reference.make(runtime.get()));
  }
}
