package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A transaction has its stamp and is about to be decided, when another with a greater stamp, which
 * comes after it, has returned. Whoever knows of the second must not miss the first.
 */
@Timeout(60)
class StaleReadTest {

  private final Ref<Boolean> open = Ref.of(true);
  private final Ref<Integer> registered = Ref.of(0);
  private final AtomicInteger seen = new AtomicInteger(-1);
  private Attempt registration;
  private Version[] pending;
  private long stamp;

  @BeforeEach
  void closeWhileARegistrationIsAboutToBeDecided() {
    registration = Attempt.begin(Current.slot(), Transaction.options(), null);
    Current.slot().attempt = registration;
    Current.slot().looksAt = registration.looksAt();
    registered.set(open.deref() ? 1 : 0);
    Current.slot().attempt = null;
    Current.slot().looksAt = View.OPEN;
    pending = registration.versionsToCommit();
    assertThat(Commit.takeAll(registration, pending, 1)).isTrue();
    stamp = Commit.stamp(registration, pending, 1);
    registration.status(Status.validating(stamp));
    Transaction.dosync(() -> open.set(false));
  }

  private void decide() {
    assertThat(registration.isValidAt(stamp)).isTrue();
    Commit.commitAt(stamp, registration, pending, 1);
  }

  @AfterEach
  void theRegistrationCounts() {
    assertThat(seen).hasValue(1);
  }

  private void decideOnceItIsAwaited(Threads.Task reading) {
    try (Threads threads = new Threads()) {
      Thread reader = threads.start(reading);
      Waiting.until(() -> reader.getState() == Thread.State.TIMED_WAITING || !reader.isAlive());
      decide();
    }
  }

  @Test
  void aReadOutsideOfTransactionsWaitsForIt() {
    decideOnceItIsAwaited(() -> seen.set(registered.deref()));
  }

  @Test
  void aChangeThatComesFirstWaitsForIt() {
    AtomicInteger tries = new AtomicInteger();
    decideOnceItIsAwaited(
        () ->
            Transaction.dosync(
                () ->
                    registered.alter(
                        count -> {
                          tries.incrementAndGet();
                          seen.compareAndSet(-1, count);
                          return count + 1;
                        })));
    assertThat(tries).hasValue(1);
  }

  @Test
  void aReadInATransactionWaitsForIt() {
    decideOnceItIsAwaited(() -> seen.set(Transaction.dosync(registered::deref)));
  }
}
