package org.dosync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A reference whose value is changed by actions that are sent to it and run one after another, on
 * other threads: Clojure's {@code agent}.
 *
 * <pre>{@code
 * Agent<Integer> sold = Agent.of(0);
 * sold.send(n -> n + 1);   // returns at once
 * Agent.await(sold);
 * sold.deref();            // 1
 * }</pre>
 *
 * <p>Actions run in the order in which they were put into the agent's queue, so those of one thread
 * in the order of its sends, whatever executors they were sent to; never two of one agent at a
 * time. A send inside a transaction goes out after its commit, or never; one inside an action goes
 * out at the action's end, or never if it throws.
 *
 * <p>Safe for use by any number of threads. Semantics of Clojure 1.12; beyond those of {@link
 * Reference} the deviations are: the queue has a limit, {@value #CAPACITY} unless set (Clojure:
 * none); waits end with an exception when the agent fails or is cleared (Clojure: they never end);
 * what an action throws is reported to {@link Failures} where there is no error handler (Clojure:
 * silence until the next send); an executor that rejects an action tells the sender, and the agent
 * goes on (Clojure: it is stuck for ever); {@link #submit} and {@link #trySend} are new.
 *
 * @param <T> the type of the value
 */
public final class Agent<T extends @Nullable Object> extends Reference<T> {

  /** How many actions may wait unless the builder says otherwise. */
  public static final int CAPACITY = 65_536;

  private final DosyncRuntime runtime;
  private final AgentLoop loop;
  private final Overflow overflow;
  private final long sendTimeoutNanos;
  private volatile T state;
  private volatile ErrorMode errorMode;
  private volatile @Nullable BiConsumer<? super Agent<T>, ? super Throwable> errorHandler;

  private Agent(Builder<T> builder) {
    super(builder.attachments(null));
    this.runtime = builder.runtime == null ? DosyncRuntime.shared() : builder.runtime;
    this.overflow = builder.overflow;
    this.sendTimeoutNanos = Math.max(0, TimeUnit.NANOSECONDS.convert(builder.sendTimeout));
    this.errorHandler = builder.errorHandler;
    this.errorMode = builder.errorModeOrDefault();
    this.state = builder.initial;
    long capacity = overflow == Overflow.UNBOUNDED ? Long.MAX_VALUE : builder.capacity;
    this.loop = new AgentLoop(this, runtime, capacity, overflow);
    validate(builder.initial);
  }

  /**
   * Makes an agent: Clojure's {@code (agent initial)}.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a new agent
   */
  public static <T extends @Nullable Object> Agent<T> of(T initial) {
    return new Builder<>(initial).build();
  }

  /**
   * Begins an agent with more than an initial value.
   *
   * @param initial the first value, which may be null
   * @param <T> the type of the value
   * @return a builder
   */
  public static <T extends @Nullable Object> Builder<T> builder(T initial) {
    return new Builder<>(initial);
  }

  /** The value now. Never blocks; in an action of this agent the value before that action. */
  @Override
  public T deref() {
    return state;
  }

  // ---- sending

  /**
   * Sends an action that does not block, to run on a pool of few threads: Clojure's {@code send}.
   *
   * @param action see {@link Action}
   * @return this agent
   * @throws AgentFailedException if the agent has failed
   * @throws AgentFullException if there is no room; see {@link Overflow}
   * @throws RuntimeClosedException if the agent's runtime is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public Agent<T> send(Action<T> action) {
    return sendVia(runtime.sendExecutor(), action);
  }

  /**
   * Sends an action that may block, to run on a thread of its own: Clojure's {@code send-off}.
   *
   * @param action see {@link Action}
   * @return this agent
   * @throws AgentFailedException as {@link #send}
   * @throws AgentFullException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   */
  public Agent<T> sendOff(Action<T> action) {
    return sendVia(runtime.sendOffExecutor(), action);
  }

  /**
   * Sends an action to run on an executor of the caller's: Clojure's {@code send-via}.
   *
   * <p>An executor has to run what it accepts. An agent with an action on one that does not stands
   * still: until the next send or wait if the executor is an {@link ExecutorService} that has
   * terminated, which tells what was lost as if it was rejected; else until the runtime is closed.
   *
   * <p>One that runs them in the caller runs them on the caller's stack. If that overflows where an
   * action has just begun or ended, its place in the queue may be kept for good, and so may those
   * of what it has sent.
   *
   * @param executor runs the action; what its {@code execute} throws reaches the caller if this is
   *     the only action that waits, else {@link Failures}, also if it has run the action all the
   *     same
   * @param action see {@link Action}
   * @return this agent
   * @throws AgentFailedException as {@link #send}
   * @throws AgentFullException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   * @throws IllegalArgumentException if the executor is a {@link ThreadPoolExecutor} with a policy
   *     to discard
   */
  public Agent<T> sendVia(Executor executor, Action<T> action) {
    put(sent(executor, action, null));
    return this;
  }

  /**
   * As {@link #send}, if there is room at once.
   *
   * @param action see {@link Action}
   * @return whether it was sent
   * @throws AgentFailedException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   */
  public boolean trySend(Action<T> action) {
    return trySendVia(runtime.sendExecutor(), action);
  }

  /**
   * As {@link #sendOff}, if there is room at once.
   *
   * @param action see {@link Action}
   * @return whether it was sent
   * @throws AgentFailedException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   */
  public boolean trySendOff(Action<T> action) {
    return trySendVia(runtime.sendOffExecutor(), action);
  }

  /**
   * As {@link #sendVia}, if there is room at once.
   *
   * @param executor see {@link #sendVia}
   * @param action see {@link Action}
   * @return whether it was sent
   * @throws AgentFailedException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   * @throws IllegalArgumentException as {@link #sendVia}
   */
  public boolean trySendVia(Executor executor, Action<T> action) {
    return loop.send(sent(executor, action, null));
  }

  /**
   * As {@link #send}, with a promise of the state after the action. If the action throws the
   * promise fails with what it threw; if the agent fails before, with {@link AgentFailedException},
   * and the action is dropped. An action whose promise is done before it has begun, for example by
   * {@code cancel}, does not run.
   *
   * @param action see {@link Action}
   * @return the promise
   * @throws AgentFailedException as {@link #send}
   * @throws AgentFullException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   */
  public Promise<T> submit(Action<T> action) {
    return submitVia(runtime.sendExecutor(), action);
  }

  /**
   * As {@link #sendOff}, with a promise; see {@link #submit}.
   *
   * @param action see {@link Action}
   * @return the promise
   * @throws AgentFailedException as {@link #send}
   * @throws AgentFullException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   */
  public Promise<T> submitOff(Action<T> action) {
    return submitVia(runtime.sendOffExecutor(), action);
  }

  /**
   * As {@link #sendVia}, with a promise; see {@link #submit}.
   *
   * @param executor see {@link #sendVia}
   * @param action see {@link Action}
   * @return the promise
   * @throws AgentFailedException as {@link #send}
   * @throws AgentFullException as {@link #send}
   * @throws RuntimeClosedException as {@link #send}
   * @throws IllegalArgumentException as {@link #sendVia}
   */
  public Promise<T> submitVia(Executor executor, Action<T> action) {
    Promise<T> promise = new Promise<>(loop);
    put(sent(executor, action, promise));
    runtime.owes(promise);
    return promise;
  }

  @SuppressWarnings("unchecked")
  private Sent sent(Executor executor, Action<T> action, @Nullable Promise<T> promise) {
    return new Sent(
        Discarding.refuse(requireNonNull(executor, "executor")),
        (Action<@Nullable Object>) runtime.capture(requireNonNull(action, "action")),
        (Promise<@Nullable Object>) promise);
  }

  private void put(Sent sent) {
    if (!loop.send(sent)) {
      new FullAgent(this, loop, overflow, sendTimeoutNanos).send(sent);
    }
  }

  /**
   * How many actions have not ended yet, the running one and those that transactions and actions
   * hold back included.
   *
   * @return zero or more
   */
  public long queueSize() {
    return loop.size();
  }

  // ---- for the loop

  /** Runs an action and makes what it returns the state. */
  @SuppressWarnings("unchecked")
  @Nullable Object perform(Action<@Nullable Object> action) throws Exception {
    T before = state;
    T after = (T) action.apply(before);
    validate(after);
    state = after;
    tellWatches(before, after);
    return after;
  }

  void tellFailure(Throwable thrown, @Nullable String sentFrom) {
    BiConsumer<? super Agent<T>, ? super Throwable> handler = errorHandler;
    if (handler == null) {
      Failures.report(new Failure("action", this, thrown, sentFrom));
    } else {
      try {
        handler.accept(this, thrown);
      } catch (Throwable another) {
        Failures.report("error handler", this, another);
      }
    }
  }

  // ---- failing

  /**
   * What made the agent fail: Clojure's {@code agent-error}.
   *
   * @return what an action or the validator threw, or null if the agent has not failed
   */
  public @Nullable Throwable error() {
    return loop.error();
  }

  /**
   * Lets a failed agent go on with what waits: Clojure's {@code restart-agent}. Watches are not
   * told. Takes effect at once, also in a transaction: a second try of that finds nothing to
   * restart.
   *
   * @param newState the state to go on with
   * @throws DosyncException if the agent has not failed
   * @throws InvalidStateException if the validator refuses the state; the agent stays failed
   */
  public void restart(T newState) {
    restart(newState, false);
  }

  /**
   * Lets a failed agent go on: Clojure's {@code restart-agent} with {@code :clear-actions}. Takes
   * effect at once, as the other one.
   *
   * @param newState the state to go on with
   * @param clearActions whether what waits is dropped; promises of it are cancelled
   * @throws DosyncException if the agent has not failed
   * @throws InvalidStateException if the validator refuses the state; the agent stays failed
   */
  public void restart(T newState, boolean clearActions) {
    boolean failed = error() != null; // asked once: it may fail meanwhile, and go on unvalidated
    if (failed) {
      validate(newState);
    }
    if (!failed || !restartOutside(newState, clearActions)) {
      throw new DosyncException("Agent does not need a restart: " + this);
    }
  }

  /** Whoever is told of what is cleared is no part of a transaction that restarts. */
  private boolean restartOutside(T newState, boolean clearActions) {
    return TransactionRunner.outside(
        Current.slot(), () -> loop.restart(() -> state = newState, clearActions));
  }

  /**
   * What the agent does when an action throws: Clojure's {@code error-mode}.
   *
   * @return the mode
   */
  public ErrorMode errorMode() {
    return errorMode;
  }

  /**
   * Changes the mode, from the next failure on, in an error handler from the one it is told of:
   * Clojure's {@code set-error-mode!}.
   *
   * @param mode the mode
   */
  public void setErrorMode(ErrorMode mode) {
    this.errorMode = requireNonNull(mode, "mode");
  }

  /**
   * Changes the error handler, from the next failure on: Clojure's {@code set-error-handler!}.
   *
   * @param handler see {@link Builder#errorHandler}; null for none
   */
  public void setErrorHandler(@Nullable BiConsumer<? super Agent<T>, ? super Throwable> handler) {
    this.errorHandler = handler;
  }

  // ---- waiting

  /**
   * Waits until all actions that this thread has sent to the agents so far have been handled:
   * Clojure's {@code await}. Those that transactions hold back are not among them.
   *
   * @param agents which agents to wait for
   * @throws AgentFailedException if one of them has failed, or fails meanwhile
   * @throws RuntimeClosedException if the runtime of one of them is closed before
   * @throws DosyncException in a transaction, or in an action
   * @throws WaitInterruptedException if the thread is interrupted; the interrupt flag is set
   */
  public static void await(Agent<?>... agents) {
    for (Promise<?> reached : reached("await", agents)) {
      rethrowing(reached::deref);
    }
  }

  /**
   * As {@link #await}, but not longer than so: Clojure's {@code await-for}.
   *
   * @param timeout how long to wait for all of them
   * @param agents which agents to wait for
   * @return whether all were handled in time
   * @throws AgentFailedException as {@link #await}
   * @throws RuntimeClosedException as {@link #await}
   * @throws DosyncException as {@link #await}
   * @throws WaitInterruptedException as {@link #await}
   */
  public static boolean awaitFor(Duration timeout, Agent<?>... agents) {
    requireNonNull(timeout, "timeout");
    long deadline = System.nanoTime() + Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
    for (Promise<?> reached : reached("awaitFor", agents)) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      if (!reached.isDoneWithin(left)) {
        return false;
      }
      rethrowing(reached::deref);
    }
    return true;
  }

  private static List<Promise<?>> reached(String attempted, Agent<?>... agents) {
    if (Transaction.isRunning()) {
      throw new DosyncException(
          attempted
              + " in transaction: what it waits for is held until its end. Wait after it for "
              + List.of(agents));
    }
    if (Current.activity() instanceof AgentLoop) {
      throw new DosyncException(
          "Can't "
              + attempted
              + " in agent action: it would hold up other agents. Wait outside for "
              + List.of(agents));
    }
    List<Promise<?>> promises = new ArrayList<>();
    for (Agent<?> agent : agents) {
      Promise<?> reached = agent.loop.reached();
      if (reached != null) {
        promises.add(reached);
      }
    }
    return promises;
  }

  private static void rethrowing(Runnable wait) {
    try {
      wait.run();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AgentFailedException failed) {
        throw failed;
      }
      if (e.getCause() instanceof RuntimeClosedException closed) {
        throw closed;
      }
      throw e;
    }
  }

  /**
   * The agent whose action or error handler runs on this thread: Clojure's {@code *agent*}.
   *
   * @return the agent, or null outside of those; also null in a future that an action has started,
   *     and in what follows a promise, on whatever thread
   */
  public static @Nullable Agent<?> current() {
    return Current.activity() instanceof AgentLoop loop && loop.isActing() ? loop.agent() : null;
  }

  /**
   * Sends at once what the running action has sent and what waits for its end: Clojure's {@code
   * release-pending-sends}. What a transaction holds back stays.
   *
   * @return how many sends that were; zero outside actions
   */
  public static int releasePendingSends() {
    Current.Slot slot = Current.slot();
    return slot.activity instanceof AgentLoop loop
        ? TransactionRunner.outside(slot, loop::releaseHeld)
        : 0;
  }

  @Override
  @Nullable Object shown() {
    return state;
  }

  /**
   * Makes an agent with more than an initial value.
   *
   * @param <T> the type of the value
   */
  public static final class Builder<T extends @Nullable Object>
      extends Reference.Builder<T, Builder<T>> {

    private @Nullable ErrorMode errorMode;
    private @Nullable BiConsumer<? super Agent<T>, ? super Throwable> errorHandler;
    private int capacity = CAPACITY;
    private Overflow overflow = Overflow.REJECT;
    private Duration sendTimeout = Duration.ofSeconds(10);
    private @Nullable DosyncRuntime runtime;

    private Builder(T initial) {
      super(initial);
    }

    @Override
    Builder<T> self() {
      return this;
    }

    private ErrorMode errorModeOrDefault() {
      if (errorMode != null) {
        return errorMode;
      }
      return errorHandler == null ? ErrorMode.FAIL : ErrorMode.CONTINUE;
    }

    /**
     * What to do when an action throws: Clojure's {@code :error-mode}. {@link ErrorMode#FAIL} by
     * default, {@link ErrorMode#CONTINUE} if there is an error handler.
     *
     * @param newMode the mode
     * @return this builder
     */
    public Builder<T> errorMode(ErrorMode newMode) {
      this.errorMode = requireNonNull(newMode, "mode");
      return this;
    }

    /**
     * Takes what actions throw: Clojure's {@code :error-handler}. Without one it is reported to
     * {@link Failures}.
     *
     * @param handler gets the agent and what was thrown, on the thread of the action, before the
     *     agent counts as failed. What it throws goes to {@link Failures}.
     * @return this builder
     */
    public Builder<T> errorHandler(BiConsumer<? super Agent<T>, ? super Throwable> handler) {
      this.errorHandler = requireNonNull(handler, "handler");
      return this;
    }

    /**
     * How many actions may wait or run, those that transactions and actions hold back included:
     * {@value Agent#CAPACITY} by default.
     *
     * @param newCapacity one or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than one
     */
    public Builder<T> capacity(int newCapacity) {
      if (newCapacity < 1) {
        throw new IllegalArgumentException("capacity must be 1 or more, not " + newCapacity);
      }
      this.capacity = newCapacity;
      return this;
    }

    /**
     * What a send does when there is no room: {@link Overflow#REJECT} by default.
     *
     * @param newOverflow what to do
     * @return this builder
     */
    public Builder<T> overflow(Overflow newOverflow) {
      this.overflow = requireNonNull(newOverflow, "overflow");
      return this;
    }

    /**
     * How long a send waits for room with {@link Overflow#BLOCK}, in all: ten seconds by default.
     * Senders that come meanwhile may be faster.
     *
     * @param newTimeout zero or less means not at all
     * @return this builder
     */
    public Builder<T> sendTimeout(Duration newTimeout) {
      this.sendTimeout = requireNonNull(newTimeout, "timeout");
      return this;
    }

    /**
     * Whose threads run its actions: {@link DosyncRuntime#shared} by default.
     *
     * @param newRuntime the runtime; once it is closed the agent takes no actions
     * @return this builder
     */
    public Builder<T> runtime(DosyncRuntime newRuntime) {
      this.runtime = requireNonNull(newRuntime, "runtime");
      return this;
    }

    /**
     * Makes the agent.
     *
     * @return a new agent
     * @throws InvalidStateException if the validator refuses the initial value
     */
    public Agent<T> build() {
      return new Agent<>(this);
    }
  }
}
