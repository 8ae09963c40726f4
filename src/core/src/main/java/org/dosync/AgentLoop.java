package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.dosync.Captured.CapturedAction;
import org.dosync.CloseReport.Left;
import org.dosync.Entry.Marker;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions of one agent, one after another, on the executors they were sent to. It is a
 * task for those executors itself: as long as the next action wants the same one it goes on there,
 * up to a limit that leaves room for other agents; else it sends itself on.
 */
final class AgentLoop extends Mailbox implements Runnable, Activity {

  private static final VarHandle PHASE;
  private static final VarHandle FAILED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PHASE = lookup.findVarHandle(AgentLoop.class, "phase", Phase.class);
      FAILED = lookup.findVarHandle(AgentLoop.class, "failed", Failed.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** RESTING to SCHEDULED to RUNNING, and back to either; SCHEDULED to RESTING by a close. */
  private enum Phase {
    RESTING,
    SCHEDULED,
    RUNNING
  }

  /** Why the agent has failed. Owned: somebody still, or again, takes entries out. */
  private record Failed(Throwable error, boolean owned) {}

  /** How many actions run before other agents get their turn on the thread. */
  private static final int BATCH = 64;

  private static final int LOOK_AT_THE_TIME = 8;
  private static final long BATCH_NANOS = 100_000;
  private static final int LOOK_AROUND = 16;

  /** A send that waits for the end of the action that made it; its place is reserved. */
  private record Held(AgentLoop target, Sent sent) {}

  private final Agent<?> agent;

  private final DosyncRuntime runtime;

  /** Where senders wait, if this agent has them wait. */
  private final @Nullable Room room;

  private volatile Phase phase = Phase.RESTING;
  private volatile @Nullable Failed failed;
  private volatile @Nullable Activity blocker;

  /** Of this time of ownership, for the runtime. Of the owner. */
  private Busy.@Nullable Note note;

  /** Where the loop was sent to last. Of the owner. */
  private @Nullable Executor scheduledOn;

  /**
   * Who owns the mailbox, until just before it is handed on. Others may only ask whether it is they
   * themselves.
   */
  private @Nullable Thread owner;

  /**
   * Whether an owner was stopped by an error, most likely a stack overflow, where it could do no
   * more than this. The loop counts as scheduled then, and whoever comes next takes it over.
   */
  private volatile boolean stranded;

  /** What the running action has sent. Of the owner. */
  private @Nullable List<Held> held;

  AgentLoop(Agent<?> agent, DosyncRuntime runtime, long capacity, Overflow overflow) {
    super(capacity, overflow == Overflow.DROP_OLDEST);
    this.agent = agent;
    this.runtime = runtime;
    this.room = overflow == Overflow.BLOCK ? new Room() : null;
  }

  @Override
  public @Nullable Activity blocker() {
    return blocker;
  }

  @Override
  public void blockedBy(@Nullable Activity newBlocker) {
    blocker = newBlocker;
  }

  @Override
  public DosyncRuntime runtime() {
    return runtime;
  }

  @Override
  public Object subject() {
    return agent;
  }

  Agent<?> agent() {
    return agent;
  }

  // ---- sending

  @Nullable Throwable error() {
    Failed now = failed;
    return now == null ? null : now.error;
  }

  private void throwIfFailed(String attempted) {
    Throwable error = error();
    if (error != null) {
      throw new AgentFailedException(attempted, agent, error);
    }
  }

  /** Whether there was room. Held back in a transaction and in an action. */
  boolean send(Sent sent) {
    runtime.refuseIfClosed("send");
    throwIfFailed("send to");
    Current.Slot slot = Current.slot();
    Attempt attempt = slot.attempt;
    if (attempt != null) {
      return holdFor(attempt, sent);
    }
    if (slot.activity instanceof AgentLoop sender && sender.holding) {
      return sender.hold(this, sent);
    }
    return enter(sent, false);
  }

  /** Puts an action in, and sees to it that somebody runs it; whether there was room. */
  private boolean enter(Sent sent, boolean reserved) {
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
    boolean entered = put != Put.REFUSED;
    if (Observation.isPossible() && entered) {
      Observed.sent(agent);
    }
    return entered;
  }

  private boolean holdFor(Attempt attempt, Sent sent) {
    Effects effects = attempt.effectsToHold();
    if (!reserve()) {
      return false;
    }
    effects.onAbort(() -> withdraw(sent, "the transaction that sent it did not commit"));
    effects.onCommit(() -> release(sent));
    if (sent.promise != null) {
      sent.promise.heldBy(attempt);
    }
    return true;
  }

  private boolean hold(AgentLoop target, Sent sent) {
    if (!target.reserve()) {
      return false;
    }
    holdBack(target, sent);
    return true;
  }

  private void holdBack(AgentLoop target, Sent sent) {
    List<Held> sends = held;
    if (sends == null) {
      sends = new ArrayList<>(1);
      held = sends;
    }
    sends.add(new Held(target, sent));
    if (sent.promise != null) {
      sent.promise.heldBy(this);
    }
  }

  /** What was held back goes out: after the commit maybe still only to the end of an action. */
  private void release(Sent sent) {
    if (Current.activity() instanceof AgentLoop sender && sender.holding) {
      sender.holdBack(this, sent);
    } else {
      dispatch(sent);
    }
  }

  private void dispatch(Sent sent) {
    if (sent.promise != null) {
      sent.promise.heldBy(null);
    }
    try {
      enter(sent, true);
    } catch (Throwable thrown) {
      drop(sent, thrown);
    }
  }

  private void withdraw(Sent sent, String reason) {
    unreserve();
    if (sent.promise != null) {
      sent.promise.heldBy(null);
    }
    fail(
        sent.promise,
        new CancellationException("An action for " + agent + " was dropped: " + reason));
  }

  /** Nobody is there to be told that an action could not run, but who holds its promise. */
  void drop(Sent sent, Throwable reason) {
    Action<?> action = sent.action;
    sent.action = null;
    if (sent.promise == null) {
      Failures.report(new Failure("action", agent, reason, Sent.origin(action)));
    }
    fail(sent.promise, reason);
  }

  private void fail(@Nullable Promise<?> promise, Throwable reason) {
    if (promise != null) {
      promise.completeExceptionally(reason);
      runtime.delivered(promise);
    }
  }

  /** After an action was put in: somebody has to run it, or to tell that it cannot run. */
  private void seen(Put put, Sent sent) {
    if (put == Put.FIRST) {
      Throwable rejection = schedule(sent);
      if (rejection != null && skipRejected(sent)) {
        throw Unchecked.rethrow(rejection);
      }
    } else if (put == Put.QUEUED) {
      tellIfFailed(sent);
      takeOverIfStranded();
    }
  }

  private void tellIfFailed(Sent sent) {
    Throwable error = sent.promise == null ? null : error();
    if (error != null && sent.claim() != null) {
      fail(sent.promise, new AgentFailedException("send to", agent, error));
    }
  }

  /** Waits for a place; whether there is one. */
  boolean awaitRoom(long nanos) {
    try {
      boolean changed =
          runtime
              .work()
              .awaitRoom(
                  requireNonNull(room),
                  () -> !isFull() || failed != null || runtime.isTerminated(),
                  nanos);
      throwIfFailed("send to");
      return changed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException("Interrupted while waiting for a place at " + agent);
    }
  }

  @Override
  void roomMade() {
    if (room != null) {
      room.onePlaceMore();
    }
  }

  // ---- running

  /** As the owner: has the executor run the loop. Returns why it will not, or null. */
  private @Nullable Throwable schedule(Sent first) {
    if (note == null) {
      note = new Busy.Note(this);
      runtime.work().began(note);
    }
    scheduledOn = first.executor;
    owner = null;
    phase = Phase.SCHEDULED;
    try {
      if (runtime.isTerminated()) {
        throw runtime.closed("run an action");
      }
      first.executor.execute(this);
      return null;
    } catch (Throwable thrown) {
      return takeOver() ? runtime.rejection(thrown) : null;
    }
  }

  /** Makes the caller the owner of a loop that no executor runs yet. */
  private boolean takeOver() {
    Thread me = Thread.currentThread();
    boolean taken = PHASE.compareAndSet(this, Phase.SCHEDULED, Phase.RUNNING);
    if (taken) {
      owner = me;
    }
    return taken;
  }

  private void takeOverIfStranded() {
    if (stranded && takeOver()) {
      stranded = false;
      goOn();
    }
  }

  /**
   * As the owner: the first action was rejected, the others may have better executors. False if it
   * is not there any more, because it was run or dropped all the same.
   */
  private boolean skipRejected(Sent first) {
    boolean there = take(first);
    if (there) {
      finished();
    }
    goOn();
    return there;
  }

  /** As the owner: {@link #next}, where no other error handling is around it. */
  private void goOn() {
    Thread me = Thread.currentThread();
    try {
      next();
    } catch (Throwable thrown) {
      if (owner == me) {
        owner = null;
        phase = Phase.SCHEDULED;
        stranded = true;
      } else if (thrown instanceof VirtualMachineError) {
        stranded = true; // maybe: a needless take-over does no harm
      }
      throw thrown;
    }
  }

  /**
   * As the owner: sends the loop to where the next action wants it, or rests. An executor may run
   * the loop at once, on this thread: see {@link #run}.
   */
  private void next() {
    Thread me = Thread.currentThread();
    do {
      if (runtime.isTerminated()) {
        tellDropped(dropRest());
      }
      Entry entry = peek();
      if (entry == null) {
        restNow();
      } else if (entry instanceof Sent sent) {
        Throwable rejection = schedule(sent);
        if (rejection != null && take(sent)) {
          drop(sent, rejection);
          finished();
        }
      } else if (entry instanceof Marker marker) {
        tell(marker);
      }
    } while (owner == me);
  }

  private void tell(Marker marker) {
    if (take(marker)) {
      marker.reached.complete(null);
      runtime.delivered(marker.reached);
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

  @Override
  public void run() {
    Thread me = Thread.currentThread();
    Current.Slot slot = Current.slot();
    if (!takeOver()) {
      return;
    }
    Activity outer = slot.activity;
    slot.activity = this;
    try {
      runBatches(outer == this);
    } catch (Throwable thrown) {
      if (owner == me) { // no calls: there may be no room on the stack for one
        owner = null;
        phase = Phase.SCHEDULED;
        stranded = true;
      } else if (thrown instanceof VirtualMachineError) {
        stranded = true; // maybe: a needless take-over does no harm
      }
      throw thrown;
    } finally {
      slot.activity = outer;
    }
  }

  /**
   * As the owner: runs actions.
   *
   * @param inNext whether an executor has called from {@link #next} on this very thread, which will
   *     go on: this keeps the stack from growing with the number of actions
   */
  private void runBatches(boolean inNext) {
    Executor here = scheduledOn;
    scheduledOn = null;
    if (here != null) {
      runBatches(here);
    }
    if (!inNext && owner == Thread.currentThread()) {
      next();
    }
  }

  /** Batch after batch, until somebody else may want the thread. */
  private void runBatches(Executor here) {
    boolean own = runtime.isOwn(here);
    boolean more = runBatch(here, own);
    while (more && !runtime.mayBeWanted(here)) {
      more = runBatch(here, own);
    }
  }

  /** Whether there may be more to do here. */
  private boolean runBatch(Executor here, boolean own) {
    long began = 0;
    for (int turn = 1; !isLong(turn, began); turn++) {
      if (turn == LOOK_AT_THE_TIME) { // a short batch need not know
        began = System.nanoTime();
      }
      Entry entry = peekForAWhile(here);
      if (entry instanceof Marker marker) {
        tell(marker);
      } else if (!(entry instanceof Sent sent) || isElsewhere(sent, here)) {
        return false;
      } else if (take(sent) && !performCaptured(sent)) {
        return false; // and the caller is not the owner any more
      } else if (own) {
        Thread.interrupted(); // what an action leaves behind is not for the next one
      }
    }
    return true;
  }

  /** The next entry; if the thread has nothing else to do, also one that comes in a moment. */
  private @Nullable Entry peekForAWhile(Executor here) {
    Entry entry = peek();
    for (int turn = 0; entry == null && turn < Spin.LINGER; turn++) {
      if (turn % LOOK_AROUND == 0 && runtime.mayBeWanted(here)) {
        return null;
      }
      Spin.linger(turn);
      entry = peek();
    }
    return entry;
  }

  private boolean isElsewhere(Sent sent, Executor here) {
    return sent.executor != here || runtime.isTerminated();
  }

  private static boolean isLong(int turn, long began) {
    return turn > BATCH
        || (turn > LOOK_AT_THE_TIME
            && turn % LOOK_AT_THE_TIME == 0
            && System.nanoTime() - began > BATCH_NANOS);
  }

  /** Runs an action in the context it was sent from; whether the caller is still the owner. */
  private boolean performCaptured(Sent sent) {
    Action<@Nullable Object> action = sent.claim();
    if (action == null) {
      finished();
      if (sent.promise != null) {
        runtime.delivered(sent.promise);
      }
      return true;
    }
    if (!(action instanceof CapturedAction<@Nullable Object> withContext)) {
      return perform(sent, action, action);
    }
    boolean[] owner = {true};
    try {
      withContext.captured().run(() -> owner[0] = perform(sent, withContext.action(), action));
    } catch (Throwable notRun) {
      return failed(sent, action, notRun);
    }
    return owner[0];
  }

  private boolean perform(Sent sent, Action<@Nullable Object> bare, Action<?> action) {
    if (Observation.isPossible()) {
      Observed.ran(agent.name());
    }
    holding = true;
    Object state;
    try {
      state = agent.perform(bare);
    } catch (Throwable thrown) {
      holding = false;
      return failed(sent, action, thrown);
    }
    holding = false;
    sendHeld();
    finished();
    if (sent.promise != null) {
      sent.promise.complete(state);
      runtime.delivered(sent.promise);
    }
    return true;
  }

  /** Sends what the running action has held back so far; says how much. */
  int releaseHeld() {
    return holding ? sendHeld() : 0;
  }

  private int sendHeld() {
    List<Held> sends = takeHeld();
    for (Held each : sends) {
      each.target.dispatch(each.sent);
    }
    return sends.size();
  }

  /** Users' code may run while these are told or sent, and ask for the same. */
  private List<Held> takeHeld() {
    List<Held> sends = held;
    held = null;
    return sends == null ? List.of() : sends;
  }

  // ---- failing

  /** Whether the caller is still the owner: not if the agent waits for a restart now. */
  private boolean failed(Sent sent, Action<?> action, Throwable thrown) {
    for (Held each : takeHeld()) {
      each.target.withdraw(each.sent, "the action that sent it failed");
    }
    agent.tellFailure(thrown, Sent.origin(action));
    if (agent.errorMode() == ErrorMode.FAIL) {
      stop(sent, thrown);
      return false;
    }
    finished();
    fail(sent.promise, thrown);
    return true;
  }

  private void stop(Sent sent, Throwable thrown) {
    failed = new Failed(thrown, true);
    List<Promise<?>> waiting = promisesThatWait();
    finished();
    if (room != null) {
      room.changed(); // nobody gets a place any more
    }
    Busy.Note mine = requireNonNull(note);
    note = null;
    runtime.work().failed(this, mine);
    owner = null;
    failed = new Failed(thrown, false); // from here on a restart may make somebody else the owner
    Current.slot().activity = null; // so what follows is not part of an action any more
    fail(sent.promise, thrown);
    for (Promise<?> promise : waiting) {
      fail(promise, new AgentFailedException("wait for", agent, thrown));
    }
  }

  /** Of actions that do not run any more, and of those who wait. */
  private List<Promise<?>> promisesThatWait() {
    List<Promise<?>> promises = new ArrayList<>();
    for (Entry entry = waiting(); entry != null; entry = entry.link) {
      if (entry instanceof Marker marker) {
        promises.add(marker.reached);
      } else if (entry instanceof Sent sent && sent.promise != null && sent.claim() != null) {
        promises.add(sent.promise);
      }
    }
    return promises;
  }

  /** Whether the agent had failed; if so it is as good as new. */
  boolean restart(Runnable newState, boolean clear) {
    Failed now = failed;
    for (int turn = 0; now != null && now.owned; turn++) { // a few steps, no user code
      Spin.once(turn);
      now = failed;
    }
    if (now == null || !FAILED.compareAndSet(this, now, new Failed(now.error, true))) {
      return false;
    }
    note = new Busy.Note(this);
    runtime.work().restarted(this, note);
    newState.run();
    List<Entry> cleared = clear ? takeAll() : List.of();
    owner = Thread.currentThread();
    failed = null;
    goOn();
    tell(
        cleared,
        new CancellationException("An action was cleared by the restart of " + agent),
        new CancellationException("The actions waited for were cleared from " + agent));
    return true;
  }

  /** As the owner: takes out all that waits. Runs no user code. */
  private List<Entry> takeAll() {
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

  /** Tells those who wait for what was taken out; says how many actions that were. */
  private long tell(List<Entry> dropped, Throwable forActions, Throwable forMarkers) {
    long count = 0;
    for (Entry entry : dropped) {
      if (entry instanceof Sent sent) {
        count++;
        fail(sent.promise, forActions);
      } else if (entry instanceof Marker marker) {
        fail(marker.reached, forMarkers);
      }
    }
    return count;
  }

  // ---- when the runtime is closed

  @Override
  public @Nullable Left closed() {
    if (takeOver()) {
      long count = dropRest();
      goOn();
      return left(count);
    }
    long unhandled = unhandled();
    return unhandled == 0 ? null : new Left(agent, true, unhandled - 1);
  }

  @Nullable Left leftByFailure() {
    return left(unhandled());
  }

  private @Nullable Left left(long count) {
    return count == 0 ? null : new Left(agent, false, count);
  }

  private long dropRest() {
    Throwable reason = runtime.closed("run what waits for " + agent);
    return tell(takeAll(), reason, reason);
  }

  private void tellDropped(long count) {
    Left left = left(count);
    if (left != null) {
      runtime.dropped(left);
    }
  }

  // ---- waiting

  /**
   * A promise that is delivered when all actions sent so far have been handled; null if they have.
   */
  @Nullable Promise<?> reached() {
    throwIfFailed("await");
    Marker marker = putBehindOthers(new Marker(new Promise<@Nullable Object>(this)));
    if (marker == null) {
      return null;
    }
    takeOverIfStranded();
    Promise<?> reached = marker.reached;
    runtime.owes(reached);
    Throwable error = error();
    if (error != null) {
      fail(reached, new AgentFailedException("await", agent, error));
    }
    return reached;
  }
}
