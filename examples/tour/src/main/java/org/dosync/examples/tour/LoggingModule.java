package org.dosync.examples.tour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onAbort;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.Ref;

final class LoggingModule implements Example {

  private static final int CALLERS = 200;

  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
  private final AtomicInteger created = new AtomicInteger();

  @Override
  public String title() {
    return "One module, three ways: who leaks handles?";
  }

  @Override
  public void run(Page page) throws Exception {
    executor.setRemoveOnCancelPolicy(true);
    page.note("A first logger for a period starts a schedule. Two threads add one at once:");
    page.show("refs: created, kept", refs(false), "2, 2: one leaks");
    page.show("refs, with onAbort", refs(true), "2, 1");
    page.show("atom, with compareAndSet", atom(), "2, 1");
    page.show("agent, 200 threads, periods 10 and 60", agent(page), "2, 2");
    executor.shutdownNow();
    executor.awaitTermination(1, SECONDS);
  }

  private ScheduledFuture<?> newScheduled(int seconds) {
    created.incrementAndGet();
    return executor.scheduleAtFixedRate(() -> {}, seconds, seconds, SECONDS);
  }

  /** How many schedules were created, and how many the executor has kept. */
  private String count(String remark) {
    String counted = created.get() + ", " + executor.getQueue().size() + remark;
    executor.getQueue().clear();
    created.set(0);
    return counted;
  }

  // ---- refs

  private String refs(boolean mended) throws Exception {
    Rival rival = new Rival();
    Ref<Map<Integer, ScheduledFuture<?>>> handles = Ref.of(Map.of());
    Ref<Map<Integer, List<Runnable>>> loggers = Ref.of(Map.of());
    dosync(
        () -> {
          addLogger(handles, loggers, mended);
          rival.comesFirst(() -> addLogger(handles, loggers, mended));
        });
    return count(mended ? "" : ": one leaks");
  }

  private void addLogger(
      Ref<Map<Integer, ScheduledFuture<?>>> handles,
      Ref<Map<Integer, List<Runnable>>> loggers,
      boolean mended) {
    dosync(
        () -> {
          if (!handles.deref().containsKey(10)) {
            ScheduledFuture<?> handle = newScheduled(10); // again in each try
            if (mended) {
              onAbort(() -> handle.cancel(false));
            }
            handles.alter(map -> Released.with(map, 10, handle));
          }
          loggers.alter(map -> Released.with(map, 10, List.of(() -> {})));
        });
  }

  // ---- atom

  private String atom() throws Exception {
    Rival rival = new Rival();
    Atom<Map<Integer, ScheduledFuture<?>>> handles = Atom.of(Map.of());
    ensureScheduled(handles, () -> rival.comesFirst(() -> ensureScheduled(handles, () -> {})));
    return count("");
  }

  private interface Interruption {
    void happen() throws Exception;
  }

  private void ensureScheduled(
      Atom<Map<Integer, ScheduledFuture<?>>> handles, Interruption interruption) throws Exception {
    while (!handles.deref().containsKey(10)) {
      ScheduledFuture<?> handle = newScheduled(10);
      Map<Integer, ScheduledFuture<?>> before = handles.deref();
      interruption.happen();
      if (!handles.compareAndSet(before, Released.with(before, 10, handle))) {
        handle.cancel(false);
      }
    }
  }

  // ---- agent

  // tag::agent[]
  record Schedule(ScheduledFuture<?> handle, List<Runnable> loggers) {}

  private final Agent<Map<Integer, Schedule>> schedules = Agent.of(new HashMap<>());

  /** Called by any thread. The actions run one after another, so they are plain code. */
  void addLogger(int seconds, Runnable logger) {
    schedules.send(
        map -> {
          map.computeIfAbsent(seconds, s -> new Schedule(newScheduled(s), new ArrayList<>()));
          return map;
        });
    schedules.send(
        map -> {
          map.get(seconds).loggers().add(logger);
          return map;
        });
  }

  // end::agent[]

  private String agent(Page page) throws Exception {
    Workers workers = new Workers();
    for (int i = 0; i < CALLERS; i++) {
      int seconds = i % 2 == 0 ? 10 : 60;
      workers.start(() -> addLogger(seconds, () -> {}));
    }
    workers.join();
    Agent.await(schedules);
    Map<Integer, Schedule> kept = schedules.deref();
    page.require(
        kept.get(10).loggers().size() == CALLERS / 2
            && kept.get(60).loggers().size() == CALLERS / 2,
        "no logger is lost");
    return count("");
  }
}
