package org.dosync.examples.ratelimiterandflags;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.dosync.Atom;
import org.dosync.cdi.Shared;

// tag::configuration[]
/**
 * Loads the settings, again and again if need be, into one atom that all who know its name share.
 */
@ApplicationScoped
class Configuration {

  @Inject
  @Shared("settings")
  Atom<Settings> settings;

  @Produces
  @Shared("settings")
  static Settings first() {
    return new Settings(1, Set.of());
  }

  @PostConstruct
  void guard() {
    settings.setValidator(Settings::isValid);
  }

  void load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    settings.reset(Settings.of(properties)); // all of them, or what is refused changes nothing
  }
}
// end::configuration[]
