package org.dosync.benchmarks;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;

/** Hears of each bean and each injection point, as Dosync does, and does nothing. */
final class Listening implements Extension {
  void hear(@Observes ProcessManagedBean<?> event) {}

  void hear(@Observes ProcessInjectionPoint<?, ?> event) {}
}
