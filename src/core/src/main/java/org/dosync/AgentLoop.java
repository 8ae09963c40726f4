package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
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
final class AgentLoop extends Ownership {

  /** How many actions run before other agents get their turn on the thread. */
  private static final int BATCH = 64;

  static final int LOOK_AT_THE_TIME = 8;
  static final long BATCH_NANOS = 100_000;
  private static final int LOOK_AROUND = 16;

  private final Agent<?> agent;

  /** Where senders wait, if this agent has them wait. */
  private final @Nullable Room room;

  private final Failing failing = new Failing();
  private final HeldSends held = new HeldSends();

  /** Whether what follows a promise may run right now. Written by the owner. */
  private volatile boolean delivering;

  /** Whether the error handler is being told. Of the owner. */
  private boolean telling;

  /** The thread that runs the actions, if others can follow there. Of the owner. */
  private SendPool.@Nullable Worker worker;

  AgentLoop(Agent<?> agent, DosyncRuntime runtime, long capacity, Overflow overflow) {
    super(runtime, capacity, overflow == Overflow.DROP_OLDEST);
    this.agent = agent;
    this.room = overflow == Overflow.BLOCK ? new Room() : null;
  }

  @Override
  public Object subject() {
    return agent;
  }

  Agent<?> agent() {
    return agent;
  }

  /** Whether it is at an action or error handler; not at what follows a promise. To its thread. */
  boolean isActing() {
    return holding || telling;
  }

  // ---- sending

  /** Whether there was room. Held back in a transaction and in an action. */
  boolean send(Sent sent) {
    if (runtime.refuses()) {
      throw runtime.closed("send to " + agent);
    }
    throwIfFailed("send to");
    Current.Slot slot = Current.slot();
    Attempt attempt = slot.attempt;
    if (attempt != null) {
      return holdFor(attempt, sent);
    }
    if (slot.activity instanceof AgentLoop sender && sender.holding) {
      return sender.hold(this, sent);
    }
    return put(sent, false);
  }

  private boolean put(Sent sent, boolean reserved) {
    boolean entered = enter(sent, reserved);
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
    sent.heldBy(attempt);
    return true;
  }

  private boolean hold(AgentLoop target, Sent sent) {
    boolean reserved = target.reserve();
    if (reserved) {
      holdReserved(target, sent);
    }
    return reserved;
  }

  private void holdReserved(AgentLoop target, Sent sent) {
    held.add(target, sent);
    sent.heldBy(this);
  }

  /** What was held back goes out: after the commit maybe still only to the end of an action. */
  private void release(Sent sent) {
    if (Current.activity() instanceof AgentLoop sender && sender.holding) {
      sender.holdReserved(this, sent);
    } else {
      dispatch(sent);
    }
  }

  void dispatch(Sent sent) {
    sent.heldBy(null);
    try {
      put(sent, true);
    } catch (Throwable thrown) {
      SendPool.followLater();
      drop(sent, thrown);
    }
  }

  void withdraw(Sent sent, String reason) {
    unreserve();
    sent.heldBy(null);
    Owed.fail(
        sent.promise,
        new CancellationException("An action for " + agent + " was dropped: " + reason));
  }

  /** Runs something as no part of a transaction or an action that runs on this thread. */
  static <T extends @Nullable Object, X extends Throwable> T asNoPart(
      Current.Slot slot, Body<T, X> body) throws X {
    AgentLoop sender =
        slot.activity instanceof AgentLoop running && running.holding ? running : null;
    Set<Effect> allowed = slot.allowed;
    try {
      slot.allowed = Set.of();
      if (sender != null) {
        sender.holding = false;
      }
      return TransactionRunner.outside(slot, body);
    } finally {
      slot.allowed = allowed;
      if (sender != null) {
        sender.holding = true;
      }
    }
  }

  /** Sends what the running action has held back so far; says how much. */
  int releaseHeld() {
    return holding ? held.release() : 0;
  }

  /** Waits for a place; whether there is one. */
  boolean awaitRoom(long nanos) {
    try {
      boolean changed = runtime.work().awaitRoom(requireNonNull(room), this::isOver, nanos);
      throwIfFailed("send to");
      return changed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException("Interrupted while waiting for a place at " + agent);
    }
  }

  /** The wait for a place. */
  private boolean isOver() {
    return !isFull() || error() != null || runtime.isTerminated();
  }

  @Override
  void roomMade() {
    if (room != null) {
      room.onePlaceMore();
    }
  }

  // ---- running

  /** Batch after batch, until somebody else may want the thread. */
  @Override
  void runOn(Executor here, boolean outermost) {
    boolean own = runtime.isOwn(here);
    worker = own && outermost ? SendPool.workerOf(here) : null;
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
      } else if (take(sent) && !perform(sent)) {
        return false; // and the caller is not the owner any more
      } else {
        if (own) {
          Thread.interrupted(); // what an action leaves behind is not for the next one
        }
        if (isFollowed()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isFollowed() {
    return worker != null && worker.isFollowed();
  }

  private static boolean isLong(int turn, long began) {
    return turn > BATCH
        || (turn > LOOK_AT_THE_TIME
            && turn % LOOK_AT_THE_TIME == 0
            && System.nanoTime() - began > BATCH_NANOS);
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

  /** Runs an action, if it is to run; whether the caller is still the owner. */
  private boolean perform(Sent sent) {
    Action<@Nullable Object> action = sent.claim();
    if (action == null) {
      finished();
      Owed.delivered(sent.promise);
      return true;
    }
    return action instanceof CapturedAction<@Nullable Object> withContext
        ? performCaptured(sent, withContext)
        : perform(sent, action, action);
  }

  /** In the context it was sent from. */
  private boolean performCaptured(Sent sent, CapturedAction<@Nullable Object> withContext) {
    boolean[] owner = {true};
    try {
      withContext.captured().run(() -> owner[0] = perform(sent, withContext.action(), withContext));
    } catch (Throwable notRun) {
      return failed(sent, withContext, notRun);
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
      state = Recorder.isOn() ? Recorder.run(agent, bare, action, size()) : agent.perform(bare);
    } catch (Throwable thrown) {
      holding = false;
      return failed(sent, action, thrown);
    }
    holding = false;
    if (worker != null && bare == action && sent.promise == null) {
      releaseToFollow(worker);
    } else {
      held.release();
    }
    finished();
    deliver(sent.promise, state, null);
    return true;
  }

  /** What follows the promise runs in here: it is not over before that is. */
  private void deliver(
      @Nullable Promise<?> promise, @Nullable Object state, @Nullable Throwable thrown) {
    if (promise == null) {
      return;
    }
    delivering = true;
    try {
      if (thrown == null) {
        Owed.deliver(promise, state);
      } else {
        Owed.fail(promise, thrown);
      }
    } finally {
      delivering = false;
    }
  }

  /**
   * Sends what the action has held back; if that is all there is to do, its target follows here.
   */
  private void releaseToFollow(SendPool.Worker here) {
    AgentLoop follower = held.onlyTarget();
    if (follower != null && peek() == null) {
      here.expect(follower);
      try {
        held.release();
      } finally {
        here.expect(null);
      }
    } else {
      held.release();
    }
  }

  // ---- failing

  @Nullable Throwable error() {
    return failing.error();
  }

  private void throwIfFailed(String attempted) {
    Throwable error = error();
    if (error != null) {
      throw new AgentFailedException(attempted, agent, error);
    }
  }

  @Override
  void queued(Sent sent) {
    Throwable error = sent.promise == null ? null : error();
    if (error != null && sent.claim() != null) {
      Owed.fail(sent.promise, new AgentFailedException("send to", agent, error));
    }
  }

  /** Whether the caller is still the owner: not if the agent waits for a restart now. */
  private boolean failed(Sent sent, Action<?> action, Throwable thrown) {
    held.withdraw("the action that sent it failed");
    telling = true;
    try {
      agent.tellFailure(thrown, Sent.origin(action));
    } finally {
      telling = false;
    }
    if (agent.errorMode() == ErrorMode.FAIL) {
      stop(sent, thrown);
      return false;
    }
    finished();
    deliver(sent.promise, null, thrown);
    return true;
  }

  private void stop(Sent sent, Throwable thrown) {
    Aftermath aftermath = new Aftermath(this); // first: there may be no room for it
    failing.begin(thrown);
    List<Promise<?>> waiting = Owed.claim(waiting());
    finished();
    if (room != null) {
      room.changed(); // nobody gets a place any more
    }
    runtime.work().began(aftermath.note());
    runtime.work().failed(this);
    runtime.work().ended(takeNote());
    try {
      Current.slot().activity = aftermath;
      disown();
      failing.leave();
      Owed.fail(sent.promise, thrown);
      for (Promise<?> promise : waiting) {
        Owed.fail(promise, new AgentFailedException("wait for", agent, thrown));
      }
    } finally {
      runtime.work().ended(aftermath.note()); // last: who closes must not miss what follows
    }
  }

  /** Whether the agent had failed; if so it is as good as new. */
  boolean restart(Runnable newState, boolean clear) {
    if (!failing.beginRestart()) {
      return false;
    }
    runtime.work().restarted(this, newNote());
    newState.run();
    List<Entry> cleared = clear ? takeAll() : List.of();
    own();
    failing.end();
    goOn();
    Owed.fail(
        cleared,
        new CancellationException("An action was cleared by the restart of " + agent),
        new CancellationException("The actions waited for were cleared from " + agent));
    return true;
  }

  // ---- dropping, and when the runtime is closed

  /** Nobody is there to be told that an action could not run, but who holds its promise. */
  @Override
  void drop(Sent sent, Throwable reason) {
    Action<?> action = sent.action;
    sent.action = null;
    if (sent.promise == null) {
      Failures.report(new Failure("action", agent, reason, Sent.origin(action)));
    }
    Owed.fail(sent.promise, reason);
  }

  @Override
  void dropAllIfClosed() {
    if (runtime.isTerminated()) {
      SendPool.followLater();
      Left left = left(dropAll());
      if (left != null) {
        runtime.dropped(left);
      }
    }
  }

  /** As the owner; says how many actions that were. */
  private long dropAll() {
    Throwable reason = runtime.closed("run what waits for " + agent);
    return Owed.fail(takeAll(), reason, reason);
  }

  @Override
  public @Nullable Left closed() {
    if (takeOver()) {
      long count = dropAll();
      goOn();
      return left(count);
    }
    boolean tells = delivering; // of an action that has been handled
    long unhandled = unhandled();
    return tells || unhandled > 0 ? new Left(agent, true, tells ? unhandled : unhandled - 1) : null;
  }

  @Nullable Left leftByFailure() {
    return left(unhandled());
  }

  private @Nullable Left left(long count) {
    return count == 0 ? null : new Left(agent, false, count);
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
    takeOverIfStuck();
    Promise<?> reached = marker.reached;
    runtime.owes(reached);
    Throwable error = error();
    if (error != null) {
      Owed.fail(reached, new AgentFailedException("await", agent, error));
    }
    return reached;
  }
}
