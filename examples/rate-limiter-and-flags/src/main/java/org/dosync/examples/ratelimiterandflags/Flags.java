package org.dosync.examples.ratelimiterandflags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dosync.Atom;
import org.dosync.cdi.Shared;

/** What is switched on. */
@ApplicationScoped
class Flags {

  @Inject
  @Shared("settings")
  Atom<Settings> settings;

  boolean isOn(String flag) {
    return settings.deref().flags().contains(flag);
  }
}
