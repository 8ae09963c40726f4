package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onAbort;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Ref;

final class Released implements Example {

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();

  private final class Schedule {
    Schedule() {
      started.incrementAndGet();
    }

    void stop() {
      stopped.incrementAndGet();
    }
  }

  @Override
  public String title() {
    return "onAbort: what a lost try has made is released";
  }

  @Override
  public void run(Page page) throws Exception {
    Rival rival = new Rival();
    dosync(
        () -> {
          ensureScheduled(10);
          rival.comesFirst(() -> ensureScheduled(10));
        });
    page.note("Two threads want a log every 10 seconds, and both start a schedule.");
    page.show("schedules started", started.get(), 2);
    page.show("schedules stopped by onAbort", stopped.get(), 1);
    page.show("schedules.deref().keySet()", schedules.deref().keySet(), Set.of(10));
  }

  // tag::released[]
  private final Ref<Map<Integer, Schedule>> schedules = Ref.of(Map.of());

  void ensureScheduled(int seconds) {
    dosync(
        () -> {
          if (!schedules.deref().containsKey(seconds)) {
            Schedule schedule = new Schedule();
            onAbort(schedule::stop);
            schedules.alter(map -> with(map, seconds, schedule));
          }
        });
  }

  /** Values are immutable: a changed copy, never a change inside the map. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }
  // end::released[]
}
