package org.dosync.faults;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dosync.Agent;
import org.dosync.Delay;
import org.dosync.DosyncRuntime;
import org.dosync.Gate;
import org.dosync.Overflow;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.WaitInterruptedException;
import org.dosync.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt wherever Dosync waits: the wait ends as it says, and the interrupt is not lost. */
@Timeout(60)
class BlockingPointsTest {

  private static final Duration LONG = Duration.ofSeconds(Gate.PATIENCE_SECONDS);

  /** What becomes of an interrupted wait. */
  private enum End {
    EXCEPTION,
    /** As a {@link java.util.concurrent.Future} does: checked, and the flag is cleared. */
    CHECKED_EXCEPTION,
    /** The wait is over, as if time was up. */
    RETURN,
    /** The wait goes on. */
    NONE
  }

  private enum Point {
    AWAIT(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        Agent.await(scene.busy);
      }
    },
    AWAIT_FOR(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        Agent.awaitFor(LONG, scene.busy);
      }
    },
    SEND_TO_A_FULL_AGENT(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        scene.busy.send(n -> n);
      }
    },
    DEREF(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        scene.future.deref();
      }
    },
    DEREF_WITH_TIMEOUT(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        scene.future.deref(LONG, 0);
      }
    },
    PROMISE_GET(End.CHECKED_EXCEPTION) {
      @Override
      void block(Scene scene) {
        scene.future.get();
      }
    },
    PROMISE_GET_WITH_TIMEOUT(End.CHECKED_EXCEPTION) {
      @Override
      void block(Scene scene) throws Exception {
        scene.future.get(LONG.toSeconds(), TimeUnit.SECONDS);
      }
    },
    PROMISE_JOIN(End.NONE) {
      @Override
      void block(Scene scene) {
        scene.future.join();
      }
    },
    DELAY(End.NONE) {
      @Override
      void block(Scene scene) {
        scene.delay.deref();
      }
    },
    DELAY_WITH_TIMEOUT(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        scene.delay.deref(LONG, 0);
      }
    },
    RETRY(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        Transaction.dosync(() -> Transaction.check(scene.ref.deref() > 0));
      }
    },
    RETRY_WITH_TIMEOUT(End.EXCEPTION) {
      @Override
      void block(Scene scene) {
        TransactionOptions options = Transaction.options().timeout(LONG);
        options.dosync(() -> Transaction.check(scene.ref.deref() > 0));
      }
    },
    CLOSE(End.RETURN) {
      @Override
      void block(Scene scene) {
        scene.runtime.close(LONG);
      }
    },
    /** It waits for the one that is under way. */
    SECOND_CLOSE(End.NONE) {
      @Override
      void block(Scene scene) {
        scene.threads.start(() -> scene.runtime.close(LONG));
        while (!scene.runtime.isClosed()) {
          Thread.onSpinWait(); // whoever waits, waits for the close
        }
        scene.runtime.close(LONG);
      }
    },
    CLOSE_OF_A_SCHEDULER(End.RETURN) {
      @Override
      void block(Scene scene) {
        scene.scheduler.close(LONG);
      }
    };

    private final End end;

    Point(End end) {
      this.end = end;
    }

    abstract void block(Scene scene) throws Exception;
  }

  /** Where the library waits, and the points that come there. */
  private static final Map<String, Set<Point>> WAITS =
      Map.ofEntries(
          Map.entry("Closing.awaitEnd", EnumSet.of(Point.CLOSE)),
          Map.entry("Closing.close", EnumSet.of(Point.SECOND_CLOSE)),
          Map.entry("Delay.nap", EnumSet.of(Point.DELAY, Point.DELAY_WITH_TIMEOUT)),
          Map.entry("GrowingPool.awaitTermination", EnumSet.of(Point.CLOSE)),
          Map.entry(
              "Promise.waitAndFollow",
              EnumSet.of(
                  Point.AWAIT,
                  Point.AWAIT_FOR,
                  Point.DEREF,
                  Point.DEREF_WITH_TIMEOUT,
                  Point.PROMISE_GET,
                  Point.PROMISE_GET_WITH_TIMEOUT)),
          Map.entry("Promise.joinWhenDone", EnumSet.of(Point.PROMISE_JOIN)),
          Map.entry(
              "Room.await", EnumSet.of(Point.SEND_TO_A_FULL_AGENT, Point.CLOSE_OF_A_SCHEDULER)),
          Map.entry("Waiter.park", EnumSet.of(Point.RETRY, Point.RETRY_WITH_TIMEOUT)),
          Map.entry("Work.awaitNone", EnumSet.of(Point.CLOSE)));

  /** Waits of the library's own threads, and those that end by themselves in some moments. */
  private static final Set<String> SHORT_OR_OWN =
      Set.of(
          "Barge.enter", // InterruptTest
          "GrowingPool$Worker.sleep",
          "Pools.awaitUninterruptibly",
          "Promise.get", // done already, as the next two
          "Promise.join",
          "Promise.shown",
          "Room.tell",
          "Spin.once",
          "Timetable.add",
          "Timetable.close", // a second
          "Timetable.forget",
          "Timetable.next",
          "Timetable.remove",
          "Timetable.rest",
          "Work.failed",
          "Work.failedAgents",
          "Work.restarted");

  /** A new one belongs into {@link #WAITS}, with a point. */
  @Test
  void noWaitIsForgotten() {
    Set<String> waits =
        new ClassFileImporter()
            .importUrl(Ref.class.getProtectionDomain().getCodeSource().getLocation()).stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> isWait(call.getTarget()))
                .map(call -> simpleName(call.getOwner()))
                .collect(toCollection(TreeSet::new));
    Set<String> known = new TreeSet<>(WAITS.keySet());
    known.addAll(SHORT_OR_OWN);
    assertThat(waits).isEqualTo(known);
    assertThat(WAITS.values().stream().flatMap(Set::stream)).contains(Point.values());
  }

  private static final String WAITING =
      "park.*|await.*|wait|sleep|join|get|take|(try)?[aA]cquire|(try)?[lL]ock";

  private static boolean isWait(MethodCallTarget target) {
    String owner = target.getOwner().getName();
    return (owner.startsWith("java.util.concurrent.") || owner.startsWith("java.lang."))
        && target.getName().matches(WAITING)
        && !owner.matches(".*\\.(atomic|ref|invoke)\\..*|.*(Map|Local|Queue|List)");
  }

  private static String simpleName(JavaCodeUnit unit) {
    return unit.getOwner().getName().substring("org.dosync.".length()) + "." + unit.getName();
  }

  /** Much that does not end before it is told to. */
  private static final class Scene implements AutoCloseable {
    private final CountDownLatch begun = new CountDownLatch(4);
    private final CountDownLatch end = new CountDownLatch(1);
    final Threads threads = new Threads();
    final DosyncRuntime runtime = DosyncRuntime.builder().name("blocking").build();
    final Scheduler scheduler = Scheduler.on(runtime);
    final Ref<Integer> ref = Ref.of(0);
    final Delay<Integer> delay = Delay.of(this::runUntilTheEnd);
    final Promise<Integer> future = runtime.future(this::runUntilTheEnd);
    final Agent<Integer> busy =
        Agent.builder(0)
            .runtime(runtime)
            .capacity(1)
            .overflow(Overflow.BLOCK)
            .sendTimeout(LONG)
            .build();

    Scene() {
      busy.sendOff(n -> runUntilTheEnd());
      threads.start(delay::deref);
      scheduler.after(Duration.ZERO, this::runUntilTheEnd);
      Gate.await(begun, "all to run");
    }

    /** Whoever closes the runtime interrupts it in vain. */
    private int runUntilTheEnd() {
      begun.countDown();
      while (end.getCount() > 0) {
        try {
          end.await();
        } catch (InterruptedException notNow) {
          continue;
        }
      }
      return 1;
    }

    void end() {
      end.countDown();
      Transaction.dosync(() -> ref.set(1));
    }

    @Override
    public void close() {
      end();
      threads.close();
      runtime.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptIsHeard(Point point) {
    try (Scene scene = new Scene()) {
      Thread waiting = scene.threads.start(() -> assertEnd(point, scene));
      Waiting.until(() -> isWaiting(waiting));
      waiting.interrupt();
      awaitEnd(waiting, point, scene);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptBeforehandIsHeard(Point point) {
    try (Scene scene = new Scene()) {
      Thread waiting =
          scene.threads.start(
              () -> {
                Thread.currentThread().interrupt();
                assertEnd(point, scene);
              });
      awaitEnd(waiting, point, scene);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void awaitEnd(Thread waiting, Point point, Scene scene) {
    if (point.end == End.NONE) {
      scene.end();
    }
    Waiting.until(() -> !waiting.isAlive());
  }

  private static void assertEnd(Point point, Scene scene) {
    Throwable thrown = catchThrowable(() -> point.block(scene));
    boolean flag = Thread.interrupted();
    switch (point.end) {
      case EXCEPTION -> assertThat(thrown).isInstanceOf(WaitInterruptedException.class);
      case CHECKED_EXCEPTION -> assertThat(thrown).isInstanceOf(InterruptedException.class);
      case RETURN, NONE -> assertThat(thrown).isNull();
    }
    assertThat(flag).as("the flag").isEqualTo(point.end != End.CHECKED_EXCEPTION);
  }
}
