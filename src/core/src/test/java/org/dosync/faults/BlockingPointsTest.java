package org.dosync.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
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
