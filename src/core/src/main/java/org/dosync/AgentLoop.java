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
  private @Nullable Object token;

  /** Of the owner. */
  private @Nullable Executor scheduledOn;

  /** What the running action has sent. Of the owner. */
  private final List<Held> held = new ArrayList<>(0);

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
    @Nullable Object[] slot = Current.slot();
    if (slot[Current.ATTEMPT] instanceof Attempt attempt) {
      return holdFor(attempt, sent);
    }
    if (slot[Current.ACTIVITY] instanceof AgentLoop sender && sender.holding) {
      return sender.hold(this, sent);
    }
    Put put = put(sent);
    if (put == Put.REFUSED) {
      return false;
    }
    seen(put, sent);
    return true;
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
    held.add(new Held(target, sent));
    if (sent.promise != null) {
      sent.promise.heldBy(this);
    }
    return true;
  }

  /** What was held back goes out: after the commit maybe still only to the end of an action. */
  private void release(Sent sent) {
    if (Current.activity() instanceof AgentLoop sender && sender.holding) {
      sender.held.add(new Held(this, sent));
      if (sent.promise != null) {
        sent.promise.heldBy(sender);
      }
    } else {
      dispatch(sent);
    }
  }

  private void dispatch(Sent sent) {
    if (sent.promise != null) {
      sent.promise.heldBy(null);
    }
    try {
      seen(putReserved(sent), sent);
    } catch (Throwable thrown) {
      drop(sent, thrown);
    }
  }

  private void withdraw(Sent sent, String reason) {
    unreserve();
    fail(
        sent.promise,
        new CancellationException("An action for " + agent + " was dropped: " + reason));
  }

  /** Nobody is there to be told that an action could not run, but who holds its promise. */
  void drop(Sent sent, Throwable reason) {
    if (sent.promise == null) {
      Failures.report(new Failure("action", agent, reason, sent.origin()));
    }
    sent.action = null;
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
      if (rejection != null) {
        skipRejected();
        throw DosyncRuntime.<RuntimeException>unchecked(rejection);
      }
    } else if (sent.promise != null && failed != null) {
      fail(sent.promise, new AgentFailedException("send to", agent, requireNonNull(error())));
    }
  }

  /** Waits for a place; whether there is one. */
  boolean awaitRoom(long nanos) {
    try {
      return runtime
          .work()
          .awaitRoom(
              requireNonNull(room),
              () -> !isFull() || failed != null || runtime.isTerminated(),
              nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException("Interrupted while waiting for a place at " + agent);
    }
  }

  @Override
  void roomMade() {
    if (room != null) {
      room.changed();
    }
  }

  // ---- running

  /** As the owner: has the executor run the loop. Returns why it will not, or null. */
  private @Nullable Throwable schedule(Sent first) {
    if (token == null) {
      token = first;
      runtime.work().began(this, first);
    }
    scheduledOn = first.executor;
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
    return PHASE.compareAndSet(this, Phase.SCHEDULED, Phase.RUNNING);
  }

  /** As the owner: the first action was rejected, the others may have better executors. */
  private void skipRejected() {
    take();
    finished();
    next();
  }

  /** As the owner: sends the loop to where the next action wants it, or rests. */
  private void next() {
    for (; ; ) {
      if (runtime.isTerminated()) {
        tellDropped(dropRest());
      }
      Entry entry = peek();
      if (entry == null) {
        if (restNow()) {
          return;
        }
      } else if (entry instanceof Marker marker) {
        tell(marker);
      } else {
        Throwable rejection = schedule((Sent) entry);
        if (rejection == null) {
          return;
        }
        take();
        drop((Sent) entry, rejection);
        finished();
      }
    }
  }

  private void tell(Marker marker) {
    take();
    marker.reached.complete(null);
    runtime.delivered(marker.reached);
  }

  private boolean restNow() {
    Object mine = token;
    phase = Phase.RESTING;
    token = null; // first: the next owner may begin at once
    boolean resting = rest();
    if (!resting) {
      token = mine;
    } else if (mine != null) {
      runtime.work().ended(this, mine);
    }
    return resting;
  }

  @Override
  public void run() {
    if (!takeOver()) {
      return;
    }
    @Nullable Object[] slot = Current.slot();
    Object outer = slot[Current.ACTIVITY];
    slot[Current.ACTIVITY] = this;
    try {
      runBatches(requireNonNull(scheduledOn));
    } finally {
      slot[Current.ACTIVITY] = outer;
    }
  }

  /** Batch after batch, until somebody else may want the thread. */
  private void runBatches(Executor here) {
    boolean own = runtime.isOwn(here);
    while (runBatch(here, own)) {
      if (runtime.mayBeWanted(here)) {
        next();
        return;
      }
    }
  }

  /** Whether there may be more to do here; if not the caller is not the owner any more. */
  private boolean runBatch(Executor here, boolean own) {
    long began = 0;
    for (int turn = 1; !isLong(turn, began); turn++) {
      if (turn == LOOK_AT_THE_TIME) { // a short batch need not know
        began = System.nanoTime();
      }
      Entry entry = peekForAWhile(here);
      if (entry instanceof Marker marker) {
        tell(marker);
        continue;
      }
      if (!(entry instanceof Sent sent) || isElsewhere(sent, here)) {
        next();
        return false;
      }
      take();
      if (!performCaptured(sent)) {
        return false;
      }
      if (own) {
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
    if (sent.isWithdrawn()) {
      sent.action = null;
      finished();
      runtime.delivered(requireNonNull(sent.promise));
      return true;
    }
    Action<@Nullable Object> action = requireNonNull(sent.action);
    if (!(action instanceof CapturedAction<@Nullable Object> withContext)) {
      return perform(sent, action);
    }
    boolean[] owner = {true};
    try {
      withContext.captured().run(() -> owner[0] = perform(sent, withContext.action()));
    } catch (Throwable notRun) {
      return failed(sent, notRun);
    }
    return owner[0];
  }

  private boolean perform(Sent sent, Action<@Nullable Object> action) {
    holding = true;
    Object state;
    try {
      state = agent.perform(action);
    } catch (Throwable thrown) {
      holding = false;
      return failed(sent, thrown);
    }
    holding = false;
    sent.action = null;
    releaseHeld();
    finished();
    if (sent.promise != null) {
      sent.promise.complete(state);
      runtime.delivered(sent.promise);
    }
    return true;
  }

  /** Sends what the running action has held back; says how much. */
  int releaseHeld() {
    int count = held.size();
    for (int i = 0; i < count; i++) {
      held.get(i).target.dispatch(held.get(i).sent);
    }
    held.clear();
    return count;
  }

  // ---- failing

  /** Whether the caller is still the owner: not if the agent waits for a restart now. */
  private boolean failed(Sent sent, Throwable thrown) {
    for (Held each : held) {
      each.target.withdraw(each.sent, "the action that sent it failed");
    }
    held.clear();
    agent.tellFailure(thrown, sent.origin());
    sent.action = null;
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
    Object mine = requireNonNull(token);
    token = null;
    runtime.work().failed(this, mine);
    failed = new Failed(thrown, false); // from here on a restart may make somebody else the owner
    fail(sent.promise, thrown);
    for (Promise<?> promise : waiting) {
      fail(promise, new AgentFailedException("wait for", agent, thrown));
    }
  }

  private List<Promise<?>> promisesThatWait() {
    List<Promise<?>> promises = new ArrayList<>();
    for (Entry entry = waiting(); entry != null; entry = entry.link) {
      if (entry instanceof Marker marker) {
        promises.add(marker.reached);
      } else if (entry instanceof Sent sent && sent.promise != null) {
        promises.add(sent.promise);
      }
    }
    return promises;
  }

  /** Whether the agent had failed; if so it is as good as new. */
  boolean restart(Runnable newState, boolean clear) {
    Failed now = failed;
    while (now != null && now.owned) { // a few steps of the failing action, no user code
      Thread.onSpinWait();
      now = failed;
    }
    if (now == null || !FAILED.compareAndSet(this, now, new Failed(now.error, true))) {
      return false;
    }
    token = now;
    runtime.work().restarted(this, now);
    newState.run();
    if (clear) {
      clear();
    }
    failed = null;
    next();
    return true;
  }

  private void clear() {
    dropWaiting(
        new CancellationException("An action was cleared by the restart of " + agent),
        new CancellationException("The actions waited for were cleared from " + agent));
  }

  /** As the owner: drops all that waits; says how many actions. */
  private long dropWaiting(Throwable forActions, Throwable forMarkers) {
    long count = 0;
    for (Entry entry = take(); entry != null; entry = take()) {
      if (entry instanceof Sent sent) {
        count++;
        sent.action = null;
        finished();
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
      next();
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
    return dropWaiting(reason, reason);
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
    Promise<@Nullable Object> reached = new Promise<>(this);
    if (!putBehindOthers(new Marker(reached))) {
      return null;
    }
    runtime.owes(reached);
    Throwable error = error();
    if (error != null) {
      fail(reached, new AgentFailedException("await", agent, error));
    }
    return reached;
  }
}
