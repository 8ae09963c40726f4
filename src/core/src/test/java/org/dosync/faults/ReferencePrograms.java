package org.dosync.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dosync.Atom;
import org.dosync.Delay;
import org.dosync.Gate;
import org.dosync.InvalidStateException;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.Waiting;

/** Atoms, delays and promises, and values that have methods of their own. */
final class ReferencePrograms {

  private ReferencePrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("atom", ReferencePrograms::atom);
    all.put("users' values", ReferencePrograms::values);
    all.put("meta data", ReferencePrograms::meta);
    all.put("delay", ReferencePrograms::delay);
    all.put("delay in a transaction", ReferencePrograms::delayInTransaction);
    all.put("promise", ReferencePrograms::promise);
  }

  private static void atom(Run run) {
    Atom<Integer> atom =
        run.made(
            "an atom", () -> Atom.builder(0).validator(run.<Integer>validator("atom")).build());
    AtomicInteger told = new AtomicInteger();
    AtomicInteger toldNext = new AtomicInteger();
    atom.addWatch("watch", run.watch("of atom", told::incrementAndGet));
    atom.addWatch("next", run.watch("next of atom", toldNext::incrementAndGet));
    List<Runnable> changes =
        List.of(
            () -> atom.swap(run.function(Place.SWAP, "swap", n -> n + 1)),
            () -> atom.swapVals(run.function(Place.SWAP, "swapVals", n -> n + 1)),
            () -> atom.reset(atom.deref() + 1),
            () -> atom.compareAndSet(atom.deref(), atom.deref() + 1));
    int changed = 0;
    for (Runnable change : changes) {
      changed += run.step("change", change::run) ? 1 : 0;
      run.check(atom.deref() == changed, atom + " after " + changed + " changes");
      run.check(told.get() == changed, "a watch was told " + told + " of " + changed);
      run.check(toldNext.get() == changed, "another watch was told " + toldNext);
    }
    run.step("a stricter validator", () -> atom.setValidator(run.validator("new of atom")));
  }

  /** A value whose methods may throw. */
  private static final class Value {
    private final Run run;
    private final String name;

    Value(Run run, String name) {
      this.run = run;
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      run.at(Place.EQUALS, name);
      return other instanceof Value value && value.name.equals(name);
    }

    @Override
    public int hashCode() {
      run.at(Place.HASH_CODE, name);
      return name.hashCode();
    }

    @Override
    public String toString() {
      run.at(Place.TO_STRING, name);
      return name;
    }
  }

  private static void values(Run run) {
    Value old = new Value(run, "old");
    Atom<Value> atom = Atom.of(old);
    run.step(
        "compareAndSetEquals",
        () -> atom.compareAndSetEquals(new Value(run, "old"), new Value(run, "new")));
    run.step("a watch", () -> atom.addWatch(new Value(run, "key"), run.watch("keyed", () -> {})));
    run.step("change", () -> atom.reset(old));
    run.step("no watch", () -> atom.removeWatch(new Value(run, "key")));
    refused(run, old);
    run.check(atom.toString().startsWith("#<Atom"), "an atom is shown");
    Promise<Value> promise = new Promise<>();
    promise.complete(old);
    run.check(promise.toString().startsWith("#<Promise"), "a promise is shown");
    Delay<Value> delay = Delay.of(() -> old);
    delay.deref();
    run.check(delay.toString().startsWith("#<Delay"), "a delay is shown");
  }

  /** What a message says of it may be nothing, but it is the right exception. */
  private static void refused(Run run, Value value) {
    Ref<Value> ref = Ref.of(null);
    ref.setValidator(candidate -> candidate == null);
    try {
      Transaction.dosync(() -> ref.set(value));
      run.wrong("a value that was refused is there");
    } catch (InvalidStateException expected) {
      run.check(ref.deref() == null, "nothing has changed");
    }
    ref.setValidator(null);
    ref.addWatch(
        value.name, // a String
        (key, reference, before, after) -> {
          throw new Planned();
        });
    run.step("shown in a failure", () -> Transaction.dosync(() -> ref.set(value)));
  }

  private static void meta(Run run) {
    Ref<Integer> ref = Ref.of(0);
    run.step(
        "alterMeta",
        () -> ref.alterMeta(run.function(Place.META, "of ref", meta -> Map.of("key", 1))));
    run.check(ref.meta().isEmpty() || ref.meta().equals(Map.of("key", 1)), "meta data");
  }

  /** One asks, another one waits for it; all get the same, again and again. */
  private static void delay(Run run) {
    Gate gate = new Gate();
    AtomicInteger runs = new AtomicInteger();
    Delay<Integer> delay =
        Delay.of(
            () -> {
              runs.incrementAndGet();
              gate.pass();
              run.at(Place.DELAY, "slow");
              return 7;
            });
    try (Threads threads = new Threads()) {
      threads.start(() -> run.step("first", () -> run.check(delay.deref() == 7, "the value")));
      gate.awaitArrival();
      Thread second =
          threads.start(
              () -> run.step("second", () -> run.check(delay.deref(Run.PATIENCE, 0) == 7, "it")));
      Waiting.until(() -> second.getState() == Thread.State.TIMED_WAITING);
      gate.open();
    }
    run.step("again", () -> run.check(delay.deref() == 7, "the same"));
    run.check(runs.get() == 1, "one run, not " + runs);
  }

  private static void delayInTransaction(Run run) {
    Trio trio = Trio.plain(run);
    Delay<Integer> delay =
        Delay.of(
            () -> {
              run.check(!Transaction.isRunning(), "outside the transaction");
              run.at(Place.DELAY, "forced in a transaction");
              return 7;
            });
    trio.change(given -> delay.deref());
    trio.change(given -> run.check(Transaction.isRunning(), "in the transaction"));
  }

  private static void promise(Run run) {
    Promise<Integer> promise = new Promise<>();
    Executor executor = new UserExecutor(run, "of callbacks", true).ofTheJdk();
    List<Supplier<CompletableFuture<?>>> followers =
        List.of(
            () -> promise.thenApply(n -> called(run, "thenApply")),
            () -> promise.whenComplete((n, thrown) -> called(run, "whenComplete")),
            () -> promise.thenAccept(n -> called(run, "thenAccept")),
            () -> promise.handleAsync((n, thrown) -> called(run, "handleAsync"), executor));
    List<CompletableFuture<?>> before =
        followers.stream().<CompletableFuture<?>>map(Supplier::get).toList();
    run.step("deliver", () -> run.check(promise.deliver(1), "delivered"));
    run.check(promise.deref() == 1, "the value");
    ask(run, before);
    for (Supplier<CompletableFuture<?>> follower : followers) {
      run.step("a late follower", () -> ask(run, List.of(follower.get())));
    }
  }

  private static int called(Run run, String name) {
    run.at(Place.CALLBACK, name);
    return 2;
  }

  private static void ask(Run run, List<CompletableFuture<?>> followers) {
    for (CompletableFuture<?> follower : followers) {
      run.step("a follower", () -> ((Promise<?>) follower).deref(Duration.ofMillis(200), null));
    }
  }
}
