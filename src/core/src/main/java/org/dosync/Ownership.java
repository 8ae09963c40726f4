package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.dosync.Entry.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Who may take entries out of a {@link Mailbox}: one thread at a time, its owner, or nobody. Of a
 * mailbox at rest whoever puts the first entry in becomes the owner. An owner hands it on by having
 * an executor run this object, and is the owner again if the executor refuses; or puts it to rest.
 *
 * <p>Whoever owns a mailbox has to hand it on whatever happens: else the agent is stuck for ever.
 * That includes a stack overflow, after which there may be no room for a single call. So the three
 * places where a thread may be the owner ({@link #enter}, {@link #goOn}, {@link #run}) have the
 * same catch, each written out, and no call between becoming the owner and the try. The catch does
 * no more than to declare the mailbox {@link #stranded}.
 */
abstract class Ownership extends Mailbox implements Runnable, Activity {

  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Ownership.class, "phase", Phase.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * RESTING to SCHEDULED to RUNNING, and back to either; an agent that has failed stays RUNNING,
   * without an owner, until its restart.
   */
  private enum Phase {
    RESTING,
    SCHEDULED,
    RUNNING
  }

  final DosyncRuntime runtime;

  private volatile Phase phase = Phase.RESTING;

  /** Of this time of ownership, for the runtime. Of the owner. */
  private Busy.@Nullable Note note;

  /** Where this was sent to last. Written by the owner, before it is SCHEDULED. */
  private @Nullable Executor scheduledOn;

  /**
   * Who owns the mailbox, until just before it is handed on. Others may only ask whether it is they
   * themselves.
   */
  private @Nullable Thread owner;

  /**
   * Whether an owner was stopped by an error where it could do no more than this. The mailbox
   * counts as scheduled then, and whoever comes next takes it over.
   */
  private volatile boolean stranded;

  private volatile @Nullable Promise<?> awaited;

  Ownership(DosyncRuntime runtime, long capacity, boolean dropping) {
    super(capacity, dropping);
    this.runtime = runtime;
  }

  @Override
  public final DosyncRuntime runtime() {
    return runtime;
  }

  @Override
  public final @Nullable Promise<?> awaited() {
    return awaited;
  }

  @Override
  public final void await(@Nullable Promise<?> promise) {
    awaited = promise;
  }

  // ---- what happens to entries

  /** As the owner: runs the actions that are next, as long as they want this executor. */
  abstract void runOn(Executor here, boolean outermost);

  /** An action has found others ahead of it. */
  abstract void queued(Sent sent);

  /** An action will not run. */
  abstract void drop(Sent sent, Throwable reason);

  /** As the owner: nothing will run any more, if the runtime is closed. */
  abstract void dropAllIfClosed();

  final void tell(Marker marker) {
    if (take(marker)) {
      Owed.deliver(marker.reached, null);
    }
  }

  /** As the owner: takes out all that waits. Runs no user code. */
  final List<Entry> takeAll() {
    List<Entry> all = new ArrayList<>();
    for (Entry entry = take(); entry != null; entry = take()) {
      all.add(entry);
      if (entry instanceof Sent sent) {
        sent.action = null;
        finished();
      }
    }
    return all;
  }

  // ---- for senders

  /** Puts an action in, and sees to it that somebody runs it; whether there was room. */
  final boolean enter(Sent sent, boolean reserved) {
    Thread me = Thread.currentThread();
    Put put = reserved ? putReserved(sent) : put(sent);
    if (put == Put.FIRST) {
      owner = me;
    }
    try {
      seen(put, sent);
    } catch (Throwable thrown) {
      if (owner == me) { // no calls: there may be no room on the stack for one
        owner = null;
        phase = Phase.SCHEDULED;
        stranded = true;
      } else if (thrown instanceof VirtualMachineError) {
        stranded = true; // maybe: a needless take-over does no harm
      }
      throw thrown;
    }
    return put != Put.REFUSED;
  }

  private void seen(Put put, Sent sent) {
    if (put == Put.FIRST) {
      Throwable rejection = schedule(sent);
      if (rejection != null) {
        finished();
      }
      if (owner == Thread.currentThread()) { // the others may have better executors
        goOn();
      }
      if (rejection != null) {
        throw Unchecked.rethrow(rejection);
      }
    } else if (put == Put.QUEUED) {
      queued(sent);
      takeOverIfStuck();
    }
  }

  /** For those who depend on an owner that may never come. */
  final void takeOverIfStuck() {
    if ((stranded || isLost()) && takeOver()) {
      stranded = false;
      goOn();
    }
  }

  /** Whether the executor has forgotten this, for example by {@code shutdownNow}. */
  private boolean isLost() {
    return phase == Phase.SCHEDULED && runsNothing(scheduledOn);
  }

  private static boolean runsNothing(@Nullable Executor executor) {
    return executor instanceof ExecutorService service && hasTerminated(service);
  }

  /** That of a container does not tell, and throws: it is the container's to end it. */
  private static boolean hasTerminated(ExecutorService executor) {
    try {
      return executor.isTerminated();
    } catch (IllegalStateException | UnsupportedOperationException doesNotTell) {
      return false;
    }
  }

  // ---- handing on

  /** Makes the caller the owner of what no executor runs yet. */
  final boolean takeOver() {
    Thread me = Thread.currentThread();
    boolean taken = PHASE.compareAndSet(this, Phase.SCHEDULED, Phase.RUNNING);
    if (taken) {
      owner = me;
    }
    return taken;
  }

  /**
   * As the owner: has the executor run this. Returns why it will not, and has taken the entry out
   * then; or null. Whoever is the owner afterwards has to go on.
   */
  private @Nullable Throwable schedule(Sent first) {
    if (note == null) {
      runtime.work().began(newNote());
    }
    Executor executor = first.executor;
    scheduledOn = executor;
    owner = null;
    phase = Phase.SCHEDULED;
    boolean accepted = false;
    try {
      if (runtime.isTerminated()) {
        throw runtime.closed("run an action");
      }
      if (!(executor instanceof SendPool)) {
        SendPool.followLater();
      }
      executor.execute(this);
      accepted = true;
      if (runsNothing(executor)) { // a policy to discard what comes too late throws nothing
        throw new RejectedExecutionException("The executor has terminated: " + executor);
      }
      return null;
    } catch (Throwable thrown) {
      SendPool.followLater();
      Throwable rejection = runtime.rejection(thrown);
      if (takeOver() && take(first)) {
        return rejection;
      }
      if (!accepted) {
        runtime.runsAllTheSame(subject(), thrown);
      }
      return null;
    }
  }

  /** As the owner: {@link #next}, where no other error handling is around it. */
  final void goOn() {
    Thread me = Thread.currentThread();
    try {
      next();
    } catch (Throwable thrown) {
      if (owner == me) {
        owner = null;
        phase = Phase.SCHEDULED;
        stranded = true;
      } else if (thrown instanceof VirtualMachineError) {
        stranded = true;
      }
      throw thrown;
    }
  }

  /**
   * As the owner: sends this to where the next action wants it, or puts it to rest. An executor may
   * run it at once, on this thread, and will leave the rest to the loop here: this keeps the stack
   * from growing with the number of actions.
   */
  private void next() {
    Thread me = Thread.currentThread();
    do {
      dropAllIfClosed();
      Entry entry = peek();
      if (entry == null) {
        restNow();
      } else if (entry instanceof Sent sent) {
        scheduleOrDrop(sent);
      } else if (entry instanceof Marker marker) {
        tell(marker);
      }
    } while (owner == me);
  }

  private void scheduleOrDrop(Sent sent) {
    Throwable rejection = schedule(sent);
    if (rejection != null) {
      drop(sent, rejection);
      finished();
    }
  }

  private void restNow() {
    Busy.Note mine = note;
    Thread me = owner;
    phase = Phase.RESTING;
    note = null; // first: the next owner may begin at once
    owner = null;
    boolean resting = false;
    try {
      resting = rest();
    } finally {
      if (!resting) {
        note = mine;
        owner = me;
      }
    }
    if (resting && mine != null) {
      runtime.work().ended(mine);
    }
  }

  /** An executor does as it was told. */
  @Override
  public final void run() {
    Thread me = Thread.currentThread();
    Current.Slot slot = Current.slot();
    if (slot.attempt != null) { // an executor that runs in the caller
      TransactionRunner.runOutside(slot, this);
      return;
    }
    if (!takeOver()) {
      return;
    }
    Activity outer = slot.activity;
    slot.activity = this;
    try {
      runScheduled(outer == null);
      if (outer != this && owner == me) { // else next() has called the executor, and will go on
        next();
      }
    } catch (Throwable thrown) {
      if (owner == me) {
        owner = null;
        phase = Phase.SCHEDULED;
        stranded = true;
      } else if (thrown instanceof VirtualMachineError) {
        stranded = true;
      }
      throw thrown;
    } finally {
      slot.activity = outer;
    }
  }

  private void runScheduled(boolean outermost) {
    Executor here = scheduledOn;
    scheduledOn = null;
    if (here != null) {
      runOn(here, outermost);
      DosyncRuntime.letOthersIn(here);
    }
  }

  // ---- from a failure to a restart

  /** As the owner: for the last time until a restart. */
  final Busy.Note takeNote() {
    Busy.Note mine = requireNonNull(note);
    note = null;
    return mine;
  }

  final Busy.Note newNote() {
    Busy.Note fresh = new Busy.Note(this);
    note = fresh;
    return fresh;
  }

  final void disown() {
    owner = null;
  }

  final void own() {
    owner = Thread.currentThread();
  }
}
