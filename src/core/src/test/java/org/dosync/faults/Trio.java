package org.dosync.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dosync.History;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.Threads;
import org.dosync.Transaction;
import org.dosync.TransactionOptions;

/** Three refs that change together: by alter, commute and set. They count the commits. */
final class Trio {

  /** Of those who stand in the way none is there for long. */
  static final TransactionOptions OPTIONS = Transaction.options().maxRetries(20);

  private static final TransactionOptions ONCE =
      Transaction.options().maxRetries(0).propagation(Propagation.REQUIRES_NEW);

  private final Run run;
  private final List<Ref<Integer>> refs = new ArrayList<>();
  private final List<AtomicInteger> watches = new ArrayList<>();
  private int commits;

  private Trio(Run run, Supplier<Ref<Integer>> maker) {
    this.run = run;
    for (int i = 0; i < 3; i++) {
      refs.add(run.made("a ref", maker));
    }
    run.atLast(this::touch);
  }

  /** With nothing else. */
  static Trio plain(Run run) {
    return new Trio(run, () -> Ref.of(0));
  }

  /** Each with a validator and two watches. */
  static Trio attached(Run run) {
    Trio trio =
        new Trio(run, () -> Ref.builder(0).validator(run.<Integer>validator("ref")).build());
    trio.refs.forEach(ref -> trio.watch(ref, 2));
    return trio;
  }

  static Trio withHistory(Run run, History history) {
    Trio trio = new Trio(run, () -> Ref.builder(0).history(history).build());
    trio.watch(trio.left(), 1);
    return trio;
  }

  private void watch(Ref<Integer> ref, int count) {
    for (int i = 0; i < count; i++) {
      AtomicInteger told = new AtomicInteger();
      watches.add(told);
      ref.addWatch("watch " + i, run.watch("of ref", told::incrementAndGet));
    }
  }

  Ref<Integer> left() {
    return refs.get(0);
  }

  Ref<Integer> middle() {
    return refs.get(1);
  }

  Ref<Integer> right() {
    return refs.get(2);
  }

  /** A transaction that changes all, and does something else beside; whether it has committed. */
  boolean change(TransactionOptions options, Consumer<Given> more) {
    boolean committed = run.transact("change", options, given -> changeWith(given, more));
    if (committed) {
      commits++;
    }
    check();
    return committed;
  }

  boolean change(Consumer<Given> more) {
    return change(OPTIONS, more);
  }

  private void changeWith(Given given, Consumer<Given> more) {
    run.at(Place.BODY, "begin");
    changeAll();
    more.accept(given);
    run.at(Place.BODY, "end");
  }

  void changeAll() {
    left().alter(run.function(Place.ALTER, "left", n -> n + 1));
    middle().commute(run.function(Place.COMMUTE, "middle", n -> n + 1));
    right().set(right().deref() + 1);
  }

  /** Somebody else has got in between, and has committed. */
  void rival() {
    Threads.elsewhere(() -> ONCE.dosync(() -> refs.forEach(ref -> ref.alter(n -> n + 1))));
    commits++;
  }

  void committed() {
    commits++;
  }

  void check() {
    for (Ref<Integer> ref : refs) {
      run.check(ref.deref() == commits, ref + " after " + commits + " commits");
    }
    for (AtomicInteger told : watches) {
      run.check(told.get() == commits, "a watch was told " + told + " of " + commits);
    }
  }

  /** Nobody stands in the way of anybody. */
  private void touch() {
    run.step("others commit at once", this::rival);
    check();
  }
}
