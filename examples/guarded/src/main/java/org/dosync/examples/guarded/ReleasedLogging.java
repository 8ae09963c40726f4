package org.dosync.examples.guarded;

import static org.dosync.examples.guarded.LeakyLogging.and;
import static org.dosync.examples.guarded.LeakyLogging.with;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.dosync.Effect;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;

/** The same, but a try that does not commit stops the timer it has started, as is allowed. */
@ApplicationScoped
class ReleasedLogging {

  private final Ref<Map<Integer, ScheduledFuture<?>>> handles =
      Ref.builder(Map.<Integer, ScheduledFuture<?>>of()).name("handles").build();
  private final Ref<Map<Integer, List<Supplier<String>>>> loggers =
      Ref.builder(Map.<Integer, List<Supplier<String>>>of()).name("loggers").build();

  private Timers timers;

  ReleasedLogging() {}

  @Inject
  ReleasedLogging(Timers timers) {
    this.timers = timers;
  }

  @Dosync
  void addLogger(int period, Supplier<String> logger) {
    ensureScheduled(period);
    loggers.alter(map -> with(map, period, and(map.getOrDefault(period, List.of()), logger)));
  }

  // tag::released[]
  private void ensureScheduled(int period) {
    if (!handles.deref().containsKey(period)) {
      ScheduledFuture<?> handle =
          Transaction.allow(Set.of(Effect.THREAD), () -> timers.every(period, () -> log(period)));
      Transaction.onAbort(() -> handle.cancel(false));
      handles.alter(map -> with(map, period, handle));
    }
  }

  // end::released[]

  private void log(int period) {
    loggers.deref().get(period).forEach(logger -> System.out.println(logger.get()));
  }
}
