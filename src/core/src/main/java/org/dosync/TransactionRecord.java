package org.dosync;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that somebody wants to know of: each of its retries is told when it is due, and
 * the whole at its end. Used by the thread of the transaction.
 */
final class TransactionRecord {

  private final String name;
  private final long began = System.nanoTime();
  private final @Nullable TransactionEvent whole;
  private @Nullable RetryEvent attempted;
  private boolean ended;

  private int tries = 1;
  private int lost;

  // Of the last try that did not commit; the ref of the last one that was lost to somebody.
  private RetryCause cause = RetryCause.FORCED;
  private @Nullable RetryCause lastCause;
  private @Nullable String ref;
  private @Nullable String winner;

  // Of the last try.
  private int refsRead;
  private int refsWritten;

  private TransactionRecord(
      String name, @Nullable TransactionEvent whole, @Nullable RetryEvent attempted) {
    this.name = name;
    this.whole = whole;
    this.attempted = attempted;
  }

  /** Null if nobody wants to know. */
  static @Nullable TransactionRecord begin(TransactionOptions options, Body<?, ?> body) {
    try {
      TransactionEvent whole = Flight.isOn() ? TransactionEvent.begun() : null;
      RetryEvent attempted = Flight.isOn() ? RetryEvent.begun() : null;
      return whole == null && attempted == null && !Statistics.isOn()
          ? null
          : new TransactionRecord(name(options, body), whole, attempted);
    } catch (Throwable dropped) {
      return null;
    }
  }

  private static String name(TransactionOptions options, Body<?, ?> body) {
    String given = options.name();
    return given == null ? Origin.of(body) : given;
  }

  /** Options that have a name. */
  TransactionOptions named(TransactionOptions options) {
    return options.name() == null ? options.name(name) : options;
  }

  // ---- why a try is lost

  void because(RetryCause newCause) {
    cause = newCause;
  }

  void lostTo(TransactionalRef<?> contended, View loser) {
    try {
      boolean read = loser.hasRead(contended) && loser.written(contended) == null;
      cause = read ? RetryCause.READ_CONFLICT : RetryCause.WRITE_CONFLICT;
      ref = contended.label();
      Attempt other = winner(contended, loser);
      winner = other == null ? null : other.knownName();
    } catch (Throwable dropped) {
      return;
    }
  }

  /** Who has changed the ref last; if it is still as the loser believed, who holds it. */
  private static @Nullable Attempt winner(TransactionalRef<?> contended, View loser) {
    Attempt holder = contended.head().owner();
    Version newest = Version.newest(contended);
    Version written = loser.written(contended);
    boolean held = written != null && (written.prev == null || written.prev == newest);
    return held && holder != null && holder != loser ? holder : newest.owner();
  }

  String name() {
    return name;
  }

  // ---- telling

  /** A try has not committed. */
  void tried(Attempt attempt, int number, boolean losing) {
    try {
      tries = number;
      tell(attempt.isBlocked() ? RetryCause.WAIT : cause, number, losing);
    } catch (Throwable dropped) {
      return;
    }
  }

  private void tell(RetryCause why, int number, boolean losing) {
    boolean conflict = why == RetryCause.READ_CONFLICT || why == RetryCause.WRITE_CONFLICT;
    cause = RetryCause.FORCED;
    lastCause = why;
    lost += losing ? 1 : 0;
    if (losing) {
      Statistics.tell(began, counts -> counts.lost(name, conflict ? ref : null, winner));
    }
    RetryEvent event = attempted;
    if (event != null && event.ended()) {
      event.transaction = name;
      event.number = number;
      event.cause = why.text;
      event.ref = conflict ? ref : null;
      event.winner = conflict ? winner : null;
      event.commit();
    }
  }

  /** The next try is about to begin. */
  void begins() {
    tries++;
    attempted = Flight.isOn() ? RetryEvent.begun() : null;
  }

  /** A try has ended, and either has committed or is followed by nothing but an exception. */
  void ends(Attempt attempt) {
    if (ended) {
      return;
    }
    try {
      if (whole != null) {
        refsRead = attempt.knowsItsReads() ? refsRead(attempt) : -1;
        refsWritten = attempt.writeCount();
      }
      if (attempt.hasCommitted()) {
        end(null);
      }
    } catch (Throwable dropped) {
      return;
    }
  }

  private static int refsRead(Attempt attempt) {
    Set<TransactionalRef<?>> refs = new HashSet<>();
    attempt.forEachRead(version -> refs.add(version.ref));
    return refs.size();
  }

  void aborted(Throwable thrown) {
    if (!ended) {
      try {
        end(thrown);
      } catch (Throwable dropped) {
        return;
      }
    }
  }

  private void end(@Nullable Throwable thrown) {
    ended = true;
    long nanos = System.nanoTime() - began;
    Statistics.tell(began, counts -> counts.transaction(name, tries, nanos, thrown != null));
    TransactionEvent event = whole;
    if (event != null && event.ended()) {
      event.name = name;
      event.tries = tries;
      event.committed = thrown == null;
      event.thrown = Recorder.typeOf(thrown);
      event.refsRead = refsRead;
      event.refsWritten = refsWritten;
      event.lost = lost;
      event.cause = lastCause == null ? null : lastCause.text;
      event.ref = ref;
      event.commit();
    }
  }
}
