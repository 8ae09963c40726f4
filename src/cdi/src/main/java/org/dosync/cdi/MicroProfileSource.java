package org.dosync.cdi;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/** MicroProfile Config, which need not be there: nobody else names its classes. */
final class MicroProfileSource implements Configuration.Source {

  /** Of this application: another thread might find another's. */
  private final Config config = ConfigProvider.getConfig();

  /**
   * Finds out whether somebody implements it.
   *
   * @throws IllegalStateException if nobody does
   */
  static void find() {
    ConfigProviderResolver.instance();
  }

  @Override
  public @Nullable String find(String key) {
    return config.getOptionalValue(key, String.class).orElse(null);
  }

  @Override
  public Iterable<String> names() {
    return config.getPropertyNames();
  }
}
