package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.Principal;

/** For whom the server takes the work that this thread does. */
@ApplicationScoped
class Caller {

  private static final String NOBODY = "nobody";

  @Inject Instance<Principal> principal;

  String name() {
    Principal known = principal.get();
    String name = known == null ? null : known.getName();
    return name == null ? NOBODY : name;
  }
}
