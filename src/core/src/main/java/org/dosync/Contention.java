package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lost tries of a transaction leave to the next one. Made when the first is lost. */
final class Contention {

  private static final int REMEMBERED = 8;

  private final TransactionOptions options;
  private final long began = System.nanoTime();

  /** Later than {@link #began} if it has waited for a change: nobody stood in its way meanwhile. */
  private long contendsSince = began;

  private final List<TransactionalRef<?>> contended = new ArrayList<>(REMEMBERED);
  private int tries;
  private int lost;
  private boolean losing;
  private boolean logsAll;

  /** Not only because it has to know what to wait for. */
  private boolean logsAfterWait;

  private boolean pins;
  private Pins.@Nullable Pin pin;

  /** Null unless somebody wants to know. */
  private final @Nullable TransactionRecord record;

  Contention(TransactionOptions options, @Nullable TransactionRecord record) {
    this.options = options;
    this.record = record;
  }

  /** A transaction with a timeout has to know when it began. */
  static @Nullable Contention forTimeout(TransactionOptions options) {
    return options.timeoutNanos() == TransactionOptions.NO_TIMEOUT
        ? null
        : new Contention(options, null);
  }

  boolean logsAll() {
    return logsAll;
  }

  void logAll() {
    logsAfterWait = true;
    logToWait();
  }

  void logToWait() {
    logsAll = true;
    note(RetryCause.RESTART);
  }

  void pinNext() {
    pins = true;
    note(RetryCause.FAULT);
  }

  private void note(RetryCause cause) {
    if (record != null) {
      record.because(cause);
    }
  }

  /** To nobody in particular. */
  void lost() {
    losing = true;
  }

  void lostTo(TransactionalRef<?> ref, View loser) {
    lost();
    if (record != null) {
      record.lostTo(ref, loser);
    }
    if (contended.size() < REMEMBERED && !contended.contains(ref)) {
      contended.add(ref);
    }
  }

  long age() {
    return System.nanoTime() - contendsSince;
  }

  void tried(Attempt attempt) {
    tries++;
    if (record != null) {
      record.tried(attempt, tries, losing);
    }
  }

  int tries() {
    return tries;
  }

  /** After a try that did not commit: waits as is due, or throws when there must be no next one. */
  void beforeNext() {
    throwIfOver();
    if (losing) {
      losing = false;
      lost++;
      throwIfTooMany();
      Barge.backOffOrEnter(this, lost);
    }
    if (pins) {
      unpin();
      pin = Pins.pin();
    }
    if (record != null) {
      record.begins();
    }
  }

  /** A try that waits for others to change something must not stand in their way. */
  void beforeWaiting() {
    logsAll = logsAfterWait;
    Barge.leave(this);
    unpin();
  }

  void afterWaiting() {
    contendsSince = System.nanoTime();
  }

  void throwIfOver() {
    throwIfOver(Set.of());
  }

  /** Throws if the thread is interrupted or the timeout is over. */
  void throwIfOver(Set<TransactionalRef<?>> waitedFor) {
    if (Thread.currentThread().isInterrupted()) {
      throw new WaitInterruptedException(
          "Transaction " + options.label() + " was interrupted " + story(waitedFor));
    }
    if (remaining() <= 0) {
      throw new TransactionTimeoutException(options, story(waitedFor), tries, contended);
    }
  }

  private void throwIfTooMany() {
    if (lost > options.maxRetries()) {
      throw new RetryLimitException(options, story(Set.of()), tries, contended);
    }
  }

  private String story(Set<TransactionalRef<?>> waitedFor) {
    return "after "
        + tries
        + (tries == 1 ? " try" : " tries")
        + (contended.isEmpty() ? "" : ", contended refs " + contended)
        + (waitedFor.isEmpty() ? "" : ", waiting for a change of " + some(waitedFor));
  }

  /** A transaction may wait for a change of any of a million. */
  private static String some(Set<TransactionalRef<?>> refs) {
    int others = refs.size() - REMEMBERED;
    return refs.stream().limit(REMEMBERED).toList()
        + (others > 0 ? " and " + others + " more" : "");
  }

  boolean mayWait() {
    return remaining() > 0;
  }

  /** Nanoseconds until the timeout. */
  long remaining() {
    long timeout = options.timeoutNanos();
    return timeout == TransactionOptions.NO_TIMEOUT
        ? timeout
        : timeout - (System.nanoTime() - began);
  }

  void close(Attempt attempt) {
    Barge.leave(this);
    unpin();
    if (record != null) {
      record.ends(attempt);
    }
  }

  @Nullable TransactionRecord record() {
    return record;
  }

  private void unpin() {
    if (pin != null) {
      pin.released = true;
      pin = null;
    }
  }
}
