package org.dosync.examples.guarded;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/** Logs what functions return, each with a period: one timer for each period. */
@ApplicationScoped
class LeakyLogging {

  // tag::leaky[]
  private final Ref<Map<Integer, ScheduledFuture<?>>> handles =
      Ref.builder(Map.<Integer, ScheduledFuture<?>>of()).name("handles").build();
  private final Ref<Map<Integer, List<Supplier<String>>>> loggers =
      Ref.builder(Map.<Integer, List<Supplier<String>>>of()).name("loggers").build();

  @Dosync
  void addLogger(int period, Supplier<String> logger) {
    ensureScheduled(period);
    loggers.alter(map -> with(map, period, and(map.getOrDefault(period, List.of()), logger)));
  }

  private void ensureScheduled(int period) {
    if (!handles.deref().containsKey(period)) {
      ScheduledFuture<?> handle = timers.every(period, () -> log(period));
      handles.alter(map -> with(map, period, handle));
    }
  }

  // end::leaky[]
  private Timers timers;

  LeakyLogging() {}

  @Inject
  LeakyLogging(Timers timers) {
    this.timers = timers;
  }

  private void log(int period) {
    loggers.deref().get(period).forEach(logger -> System.out.println(logger.get()));
  }

  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }

  static <T> List<T> and(List<T> list, T last) {
    List<T> copy = new ArrayList<>(list);
    copy.add(last);
    return List.copyOf(copy);
  }
}
