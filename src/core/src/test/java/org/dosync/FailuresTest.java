package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exceptions that have no caller to go to arrive at one handler, and stop nothing. */
@Timeout(30)
class FailuresTest {

  private final RuntimeException failure = new RuntimeException("from a watch");
  private final Atom<Integer> atom = Atom.of(1);
  private final List<Integer> told = new ArrayList<>();

  @BeforeEach
  void watch() {
    atom.addWatch(
        "failing",
        (key, reference, from, to) -> {
          throw failure;
        });
    atom.addWatch("told", (key, reference, from, to) -> told.add(to));
  }

  @AfterEach
  void restoreDefaultHandler() {
    Failures.setHandler(null);
  }

  @Test
  void failureIsLoggedOnceByDefault() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(atom.swap(n -> n + 1)).isEqualTo(2);

      assertThat(log.only().getLevel()).isEqualTo(Level.SEVERE);
      assertThat(log.only().getMessage()).isEqualTo("watch failing of " + atom + " failed");
      assertThat(log.only().getThrown()).isSameAs(failure);
    }
    assertThat(told).containsExactly(2);
  }

  @Test
  void nullBringsTheDefaultBack() {
    Failures.setHandler(ignored -> {});
    Failures.setHandler(null);

    try (CapturedLog log = new CapturedLog()) {
      atom.reset(2);

      assertThat(log.only().getThrown()).isSameAs(failure);
    }
  }

  @Test
  void handlerIsToldWhatFailedWhereAndWhy() {
    try (CapturedLog log = new CapturedLog();
        CaughtFailures failures = new CaughtFailures()) {
      atom.reset(2);

      assertThat(failures.only()).isEqualTo(new Failure("watch failing", atom, failure));
      assertThat(log.isEmpty()).isTrue();
    }
  }

  @Test
  void listenersAreToldBesideTheHandlerUntilTheyAreRemoved() {
    List<Object> heard = new ArrayList<>();
    RuntimeException another = new RuntimeException("from a listener");
    Consumer<Failure> failing =
        ignored -> {
          throw another;
        };
    Consumer<Failure> listener = heard::add;
    Failures.addListener(failing);
    Failures.addListener(listener);
    try (CapturedLog log = new CapturedLog();
        CaughtFailures failures = new CaughtFailures()) {
      atom.reset(2);

      assertThat(heard).containsExactly(failures.only());
      assertThat(log.only().getThrown()).isSameAs(another).hasSuppressedException(failure);
      Failures.removeListener(failing);
      Failures.removeListener(listener);
      atom.reset(3);
      assertThat(failures.all()).hasSize(2);
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  void failureOfAHookNamesTheTransaction() {
    try (CaughtFailures failures = new CaughtFailures()) {
      Transaction.options().name("booking").dosync(() -> Transaction.onCommit(this::fail));
      Transaction.dosync(() -> Transaction.onCommit(this::fail));

      assertThat(failures.all())
          .containsExactly(
              new Failure("onCommit hook of transaction \"booking\"", null, failure),
              new Failure("onCommit hook of transaction (unnamed)", null, failure));
    }
  }

  @Test
  void failureOfAHookIsLoggedWithTheTransaction() {
    try (CapturedLog log = new CapturedLog()) {
      Transaction.options().name("booking").dosync(() -> Transaction.onCommit(this::fail));

      assertThat(log.only().getMessage())
          .isEqualTo("onCommit hook of transaction \"booking\" failed");
      assertThat(log.only().getThrown()).isSameAs(failure);
    }
  }

  @Test
  void failureOfAnAbortHookDoesNotReplaceWhatAborted() {
    RuntimeException abort = new RuntimeException("abort");

    try (CaughtFailures failures = new CaughtFailures()) {
      assertThatThrownBy(
              () ->
                  Transaction.dosync(
                      () -> {
                        Transaction.onAbort(this::fail);
                        throw abort;
                      }))
          .isSameAs(abort)
          .hasNoSuppressedExceptions();

      assertThat(failures.only().what()).isEqualTo("onAbort hook of transaction (unnamed)");
      assertThat(failures.only().cause()).isSameAs(failure);
    }
  }

  @Test
  void handlerRunsWhereTheFailureHappenedAndOutsideAnyTransaction() {
    Ref<Integer> ref = Ref.of(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicReference<Boolean> inTransaction = new AtomicReference<>();
    Failures.setHandler(
        ignored -> {
          thread.set(Thread.currentThread());
          inTransaction.set(Transaction.isRunning());
        });
    ref.addWatch("failing", (key, reference, from, to) -> fail());

    Transaction.dosync(() -> ref.set(2));

    assertThat(thread.get()).isSameAs(Thread.currentThread());
    assertThat(inTransaction.get()).isFalse();
  }

  @Test
  void handlerMayUseReferences() {
    Atom<Integer> count = Atom.of(0);
    Ref<String> last = Ref.of("");
    Failures.setHandler(
        what -> {
          count.swap(n -> n + 1);
          Transaction.dosync(() -> last.set(what.what()));
        });

    atom.reset(2);

    assertThat(count.deref()).isEqualTo(1);
    assertThat(last.deref()).isEqualTo("watch failing");
  }

  @Test
  void whatTheHandlerThrowsIsLoggedWithTheFailureInIt() {
    RuntimeException another = new RuntimeException("from the handler");
    Failures.setHandler(
        ignored -> {
          throw another;
        });

    try (CapturedLog log = new CapturedLog()) {
      assertThat(atom.swap(n -> n + 1)).isEqualTo(2);

      assertThat(log.only().getMessage()).isEqualTo("failure handler of watch failing failed");
      assertThat(log.only().getThrown()).isSameAs(another);
      assertThat(another.getSuppressed()).containsExactly(failure);
    }
    assertThat(told).containsExactly(2);
  }

  @Test
  void handlerMayRethrowTheCause() {
    Failures.setHandler(
        rethrown -> {
          throw Sneaky.rethrow(rethrown.cause());
        });

    try (CapturedLog log = new CapturedLog()) {
      assertThat(atom.swap(n -> n + 1)).isEqualTo(2);

      assertThat(log.only().getThrown()).isSameAs(failure);
    }
    assertThat(told).containsExactly(2);
  }

  @Test
  void loggerThatThrowsWhatCannotBeShownStopsNothing() {
    Logger logger = Logger.getLogger("org.dosync");
    Handler throwing =
        new StreamHandler() {
          @Override
          public void publish(LogRecord record) {
            throw new UnprintableException();
          }
        };
    logger.addHandler(throwing);
    try {
      assertThat(atom.swap(n -> n + 1)).isEqualTo(2);
    } finally {
      logger.removeHandler(throwing);
    }
    assertThat(told).containsExactly(2);
  }

  private static final class UnprintableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("on purpose");
    }
  }

  /** The log shows the value and the key; ones that cannot be shown must not get in the way. */
  @Test
  void whatCannotBeShownDoesNotHideTheFailure() {
    Atom<Object> unprintable = Atom.of(new Unprintable());
    unprintable.addWatch(new Unprintable(), (key, reference, from, to) -> fail());
    unprintable.addWatch("told", (key, reference, from, to) -> told.add(5));

    try (CapturedLog log = new CapturedLog()) {
      unprintable.swap(same -> same);

      assertThat(log.only().getThrown()).isSameAs(failure);
      assertThat(log.only().getMessage()).startsWith("watch ").contains("#<Atom@");
    }
    assertThat(told).containsExactly(5);
  }

  private void fail() {
    throw failure;
  }
}
