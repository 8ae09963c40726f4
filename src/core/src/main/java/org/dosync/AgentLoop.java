package org.dosync;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

  /** A send that waits for the end of the action that made it; its place is reserved. */
  private record Held(AgentLoop target, Sent sent) {}

  private final Agent<?> agent;

  /** For those who wait for a place; none unless the agent lets them. */
  private final ReentrantLock roomLock = new ReentrantLock();

  private final Condition room = roomLock.newCondition();
  private final AtomicInteger waitingForRoom = new AtomicInteger();

  private volatile Phase phase = Phase.RESTING;
  private volatile @Nullable Failed failed;
  private volatile @Nullable Activity blocker;

  /** What the running action has sent. Of the owner. */
  private final List<Held> held = new ArrayList<>(0);

  private boolean holding;

  AgentLoop(Agent<?> agent, long capacity, boolean dropping) {
    super(capacity, dropping);
    this.agent = agent;
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
    throwIfFailed("send to");
    Attempt attempt = Current.attempt();
    if (attempt != null) {
      return holdFor(attempt, sent);
    }
    if (Current.activity() instanceof AgentLoop sender && sender.holding) {
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
    if (sent.promise != null) {
      sent.promise.completeExceptionally(
          new CancellationException("An action for " + agent + " was dropped: " + reason));
    }
  }

  /** Nobody is there to be told that an action could not run, but who holds its promise. */
  void drop(Sent sent, Throwable reason) {
    Action<?> action = sent.action;
    sent.action = null;
    if (sent.promise == null) {
      Failures.report(
          new Failure("action", agent, reason, action == null ? null : Origin.of(action)));
    } else {
      sent.promise.completeExceptionally(reason);
    }
  }

  /** After an action was put in: somebody has to run it, or to tell that it cannot run. */
  private void seen(Put put, Sent sent) {
    if (put == Put.FIRST) {
      Throwable rejection = schedule(sent);
      if (rejection != null) {
        skipRejected();
        throw AgentLoop.<RuntimeException>unchecked(rejection);
      }
    } else if (sent.promise != null && failed != null) {
      sent.promise.completeExceptionally(
          new AgentFailedException("send to", agent, requireNonNull(error())));
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /** Waits for a place; whether there is one. */
  boolean awaitRoom(long nanos) {
    long left = nanos;
    roomLock.lock();
    waitingForRoom.incrementAndGet();
    try {
      VarHandle.fullFence(); // said that it waits, looks afterwards
      while (isFull() && left > 0 && failed == null) {
        left = room.awaitNanos(left);
      }
      return !isFull();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException("Interrupted while waiting for a place at " + agent);
    } finally {
      waitingForRoom.decrementAndGet();
      roomLock.unlock();
    }
  }

  @Override
  void roomMade() {
    VarHandle.fullFence();
    if (waitingForRoom.get() > 0) {
      roomLock.lock();
      try {
        room.signalAll();
      } finally {
        roomLock.unlock();
      }
    }
  }

  // ---- running

  /** As the owner: has the executor run the loop. Returns why it will not, or null. */
  private @Nullable Throwable schedule(Sent first) {
    phase = Phase.SCHEDULED;
    try {
      first.executor.execute(this);
      return null;
    } catch (Throwable rejection) {
      return PHASE.compareAndSet(this, Phase.SCHEDULED, Phase.RUNNING) ? rejection : null;
    }
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
      Entry entry = peek();
      if (entry == null) {
        phase = Phase.RESTING;
        if (rest()) {
          return;
        }
      } else if (entry instanceof Marker marker) {
        take();
        marker.reached.complete(null);
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

  @Override
  public void run() {
    if (!PHASE.compareAndSet(this, Phase.SCHEDULED, Phase.RUNNING)) {
      return;
    }
    @Nullable Object[] slot = Current.slot();
    Object outer = slot[Current.ACTIVITY];
    slot[Current.ACTIVITY] = this;
    try {
      runBatch();
    } finally {
      slot[Current.ACTIVITY] = outer;
    }
  }

  private void runBatch() {
    long began = System.nanoTime();
    Object here = null;
    for (int turn = 1; ; turn++) {
      Entry entry = peek();
      if (!(entry instanceof Sent sent) || isElsewhere(sent, here) || isLong(turn, began)) {
        next();
        return;
      }
      here = sent.executor;
      take();
      perform(sent);
      if (failed != null) {
        return;
      }
    }
  }

  private static boolean isElsewhere(Sent sent, @Nullable Object here) {
    return here != null && sent.executor != here;
  }

  private static boolean isLong(int turn, long began) {
    return turn > BATCH
        || (turn % LOOK_AT_THE_TIME == 0 && System.nanoTime() - began > BATCH_NANOS);
  }

  private void perform(Sent sent) {
    Action<@Nullable Object> action = requireNonNull(sent.action);
    if (sent.isWithdrawn()) {
      sent.action = null;
      finished();
      return;
    }
    holding = true;
    Object state = null;
    Throwable thrown = null;
    try {
      state = agent.perform(action);
    } catch (Throwable failure) {
      thrown = failure;
    }
    sent.action = null;
    holding = false;
    if (thrown == null) {
      releaseHeld();
      finished();
      if (sent.promise != null) {
        sent.promise.complete(state);
      }
    } else {
      failed(sent, action, thrown);
    }
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

  private void failed(Sent sent, Action<?> action, Throwable thrown) {
    for (Held each : held) {
      each.target.withdraw(each.sent, "the action that sent it failed");
    }
    held.clear();
    agent.tellFailure(thrown, Origin.of(action));
    List<Promise<?>> waiting = List.of();
    if (agent.errorMode() == ErrorMode.FAIL) {
      failed = new Failed(thrown, true);
      waiting = promisesThatWait();
    }
    finished();
    if (failed != null) {
      failed = new Failed(thrown, false);
    }
    if (sent.promise != null) {
      sent.promise.completeExceptionally(thrown);
    }
    for (Promise<?> promise : waiting) {
      promise.completeExceptionally(new AgentFailedException("wait for", agent, thrown));
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
    newState.run();
    if (clear) {
      clear();
    }
    failed = null;
    next();
    return true;
  }

  private void clear() {
    for (Entry entry = take(); entry != null; entry = take()) {
      if (entry instanceof Sent sent) {
        sent.action = null;
        finished();
        if (sent.promise != null) {
          sent.promise.completeExceptionally(
              new CancellationException("An action was cleared by the restart of " + agent));
        }
      } else if (entry instanceof Marker marker) {
        marker.reached.completeExceptionally(
            new CancellationException("The actions waited for were cleared from " + agent));
      }
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
    Throwable error = error();
    if (error != null) {
      reached.completeExceptionally(new AgentFailedException("await", agent, error));
    }
    return reached;
  }
}
