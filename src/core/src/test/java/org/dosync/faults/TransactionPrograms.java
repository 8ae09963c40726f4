package org.dosync.faults;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Effect;
import org.dosync.History;
import org.dosync.Isolation;
import org.dosync.Leftovers;
import org.dosync.LongRef;
import org.dosync.Ref;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;
import org.dosync.TwoPhases;
import org.dosync.Waiting;

/** Transactions over refs. */
final class TransactionPrograms {

  private static final TransactionOptions SNAPSHOT = Trio.OPTIONS.isolation(Isolation.SNAPSHOT);

  private TransactionPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("plain refs", run -> twice(run, Trio.plain(run), Trio.OPTIONS));
    all.put("validators and watches", run -> twice(run, Trio.attached(run), Trio.OPTIONS));
    all.put("a value", TransactionPrograms::value);
    all.put("snapshot", run -> twice(run, Trio.attached(run), SNAPSHOT));
    all.put("a try that is lost", run -> lost(run, Trio.OPTIONS));
    all.put("a try that is lost to a snapshot", run -> lost(run, SNAPSHOT));
    all.put("nested", TransactionPrograms::nested);
    all.put("a doomed body", TransactionPrograms::doomed);
    all.put("waiting", TransactionPrograms::waiting);
    all.put("pinned", TransactionPrograms::pinned);
    all.put("favoured", TransactionPrograms::favoured);
    all.put("history", TransactionPrograms::history);
    all.put("two phases", TransactionPrograms::twoPhases);
    all.put("numbers", TransactionPrograms::numbers);
  }

  private static void twice(Run run, Trio trio, TransactionOptions options) {
    for (int i = 0; i < 2; i++) {
      trio.change(
          options,
          given -> {
            given.onCommit("first");
            given.onAbort("first aborted");
            given.onCommit("second");
            given.onAbort("second aborted");
          });
    }
  }

  private static void value(Run run) {
    Trio trio = Trio.plain(run);
    boolean committed =
        run.step(
            "value",
            () -> run.check(Trio.OPTIONS.dosync(() -> changed(run, trio)) == 1, "the value"));
    if (committed) {
      trio.committed();
    }
    trio.check();
  }

  private static int changed(Run run, Trio trio) {
    trio.changeAll();
    run.at(Place.BODY, "with a value");
    return 1;
  }

  private static void lost(Run run, TransactionOptions options) {
    Trio trio = Trio.attached(run);
    AtomicInteger tries = new AtomicInteger();
    trio.change(
        options,
        given -> {
          given.onCommit("hook");
          given.onAbort("hook of a lost try");
          given.onAbort("another hook of a lost try");
          if (tries.incrementAndGet() <= 2) {
            trio.rival();
          }
        });
    run.check(tries.get() <= 3, "3 tries, not " + tries);
  }

  private static void nested(Run run) {
    Trio trio = Trio.attached(run);
    trio.change(
        given -> {
          undone(run, trio, given);
          either(run, trio, given);
          Transaction.allow(Set.of(Effect.CUSTOM), () -> allowed(run, "allowed"));
          Transaction.allow(Set.of(Effect.CUSTOM), () -> allowedValue(run));
        });
  }

  /** A part that throws; the body goes on. */
  private static void undone(Run run, Trio trio, Given given) {
    Errand[] hooks = new Errand[2];
    try {
      Transaction.dosync(
          () -> {
            run.at(Place.BODY, "nested");
            trio.changeAll();
            hooks[0] = given.onCommit("undone");
            hooks[1] = given.onAbort("undone aborted");
            run.at(Place.BODY, "nested, changed");
            throw new Planned();
          });
    } catch (Planned planned) {
      hooks[0].callOff();
      given.isUndone(hooks[1]);
    }
  }

  private static void either(Run run, Trio trio, Given given) {
    Errand[] hook = new Errand[1];
    Transaction.orElse(
        () -> {
          run.at(Place.BODY, "first of two");
          trio.changeAll();
          hook[0] = given.onAbort("first of two aborted");
          return Transaction.retry();
        },
        () -> {
          given.isUndone(hook[0]);
          run.at(Place.BODY, "second of two");
          return null;
        });
  }

  private static void allowed(Run run, String name) {
    run.at(Place.BODY, name);
    Transaction.io(name);
  }

  private static int allowedValue(Run run) {
    allowed(run, "allowed, with a value");
    return 1;
  }

  /** The body goes on although the try is lost, as bodies do that catch everything. */
  private static void doomed(Run run) {
    Trio trio = Trio.plain(run);
    AtomicInteger tries = new AtomicInteger();
    trio.change(
        given -> {
          given.onAbort("hook");
          if (tries.incrementAndGet() == 1) {
            trio.rival();
            loseNow(trio);
            run.at(Place.DOOMED_BODY, "goes on");
          }
        });
  }

  private static void loseNow(Trio trio) {
    try {
      trio.left().deref();
      trio.right().alter(n -> n);
    } catch (Error signal) {
      return; // swallowed
    }
  }

  private static void waiting(Run run) {
    Trio trio = Trio.attached(run);
    Ref<Integer> door = Ref.of(0);
    try (Threads threads = new Threads()) {
      Thread waiter =
          threads.start(
              () -> {
                trio.change(
                    given -> {
                      given.onAbort("has waited");
                      run.at(Place.BODY, "before the door");
                      Transaction.check(door.deref() > 0);
                    });
              });
      Waiting.until(() -> !waiter.isAlive() || Waiting.isOneOn(door));
      Transaction.dosync(() -> door.set(1));
    }
    run.check(!Waiting.isOneOn(door), "nobody waits any more");
  }

  /** A long reader, which others overtake until it pins what it reads. */
  private static void pinned(Run run) {
    Trio trio = Trio.plain(run);
    AtomicInteger tries = new AtomicInteger();
    TransactionOptions reader = SNAPSHOT.readOnly(true);
    for (int i = 0; i < 2; i++) {
      tries.set(0);
      run.transact(
          "read",
          reader,
          given -> {
            given.onAbort("reader");
            int left = trio.left().deref();
            run.at(Place.BODY, "between reads");
            if (tries.incrementAndGet() <= 2) {
              trio.rival();
              trio.rival();
            }
            run.check(trio.right().deref() == left, "a torn snapshot");
            run.at(Place.BODY, "after reads");
          });
      trio.check();
    }
  }

  /** One that loses until others wait for it. */
  private static void favoured(Run run) {
    Trio trio = Trio.plain(run);
    run.transact(
        "lose",
        Transaction.options(),
        given -> {
          int left = trio.left().deref();
          if (Leftovers.isSomebodyFavoured()) {
            given.onCommit("favoured");
            given.onAbort("favoured aborted");
            run.at(Place.BODY, "favoured");
          } else {
            trio.rival();
          }
          trio.left().set(left);
        });
  }

  private static void history(Run run) {
    Instant[] now = {Instant.parse("2012-11-01T00:00:00Z")};
    InstantSource clock =
        () -> {
          now[0] = now[0].plusSeconds(1);
          Fault fault = run.at(Place.HISTORY_CLOCK, "of all");
          return fault == Fault.FORWARD || fault == Fault.BACK ? jumped(now[0], fault) : now[0];
        };
    Trio trio = Trio.withHistory(run, History.keep(3).withClock(clock));
    trio.change(given -> given.onCommit("first"));
    trio.change(given -> given.onAbort("second aborted"));
    run.step(
        "asOf", () -> run.check(trio.left().asOf(now[0].plusSeconds(1)) <= 2, "what it was then"));
    trio.check();
  }

  private static void numbers(Run run) {
    LongRef altered = LongRef.of(0);
    LongRef commuted = LongRef.of(0);
    int commits = 0;
    for (int i = 0; i < 2; i++) {
      boolean committed =
          run.transact(
              "change",
              Trio.OPTIONS,
              given -> {
                altered.alter(run.number(Place.ALTER, "a number", n -> n + 1));
                altered.alter(run.number(Place.ALTER, "a number again", n -> n + 1));
                commuted.commute(run.number(Place.COMMUTE, "a number", n -> n + 1));
              });
      commits += committed ? 1 : 0;
      run.check(
          altered.getAsLong() == 2 * commits && commuted.getAsLong() == commits,
          altered + " and " + commuted + " after " + commits + " commits");
    }
  }

  private static Instant jumped(Instant now, Fault fault) {
    return now.plusSeconds(fault == Fault.FORWARD ? 1_000_000 : -1_000_000);
  }

  private static void twoPhases(Run run) {
    Trio trio = Trio.attached(run);
    for (boolean commits : new boolean[] {true, false, true}) {
      TwoPhases[] prepared = new TwoPhases[1];
      run.step(
          "prepare",
          () ->
              prepared[0] =
                  TwoPhases.prepare(
                      () -> {
                        run.at(Place.BODY, "of two phases");
                        trio.changeAll();
                      }));
      if (prepared[0] != null && commits) {
        run.step("commit", prepared[0]::commit);
        trio.committed();
      } else if (prepared[0] != null) {
        run.step("rollback", prepared[0]::rollback);
      }
      trio.check();
    }
  }
}
