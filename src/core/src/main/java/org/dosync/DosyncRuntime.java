package org.dosync;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.dosync.Captured.CapturedAction;
import org.dosync.testing.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Owns the threads that agents, futures and schedulers run on, and can be closed: it waits for what
 * is under way and tells what was left.
 *
 * <pre>{@code
 * try (DosyncRuntime runtime = DosyncRuntime.builder().name("shop").build()) {
 *   Agent<Integer> sold = Agent.builder(0).runtime(runtime).build();
 *   sold.send(n -> n + 1);
 * } // the action has run
 * }</pre>
 *
 * <p>Who does not want one of his own uses {@link #shared}, as {@link Agent#of} and {@link
 * Futures#future} do. All threads are daemons: none keeps the JVM alive. They are named after the
 * runtime: {@code shop-send-1} of a pool of as many threads as there are processors, and two more,
 * for {@link Agent#send}; {@code shop-send-off-1} for {@link Agent#sendOff} and futures, virtual
 * threads where the JDK has them (21 and later), else of a pool that grows. None is started before
 * it is needed.
 *
 * <p>Safe for use by any number of threads. In Clojure's place: {@code shutdown-agents} (which is
 * for the whole process and for ever, waits for nothing, and loses what is queued without a word).
 */
public final class DosyncRuntime implements AutoCloseable {

  private static final System.Logger LOGGER = Failures.LOGGER;
  private static final AtomicReference<@Nullable DosyncRuntime> SHARED = new AtomicReference<>();

  /** OPEN to all; DRAINING: to what runs here already; CLOSED: to nobody. */
  private enum Phase {
    OPEN,
    DRAINING,
    CLOSED
  }

  private final String name;
  private final Executor sendExecutor;
  private final Executor sendOffExecutor;
  private final List<ExecutorService> own = new ArrayList<>();
  private final @Nullable ContextCapture context;
  private final boolean traceSends;
  private final Duration closeTimeout;
  private final SchedulerClock clock;
  private final Work work = new Work();
  private final UnreadFailures unreadFailures;
  private final Closing closing = new Closing(this);
  private final ConcurrentLinkedDeque<Part> parts = new ConcurrentLinkedDeque<>();
  private volatile Phase phase = Phase.OPEN;

  private DosyncRuntime(Builder builder) {
    this.name = builder.name;
    this.context = builder.context;
    this.traceSends = builder.traceSends;
    this.closeTimeout = builder.closeTimeout;
    this.clock = builder.clockOrDefault();
    this.unreadFailures =
        new UnreadFailures(
            body -> Pools.daemon(name + "-unread-failures", Pools.class.getClassLoader(), body));
    ClassLoader loader = builder.contextClassLoader();
    this.sendExecutor =
        builder.sendExecutor == null ? owned(Pools.send(name, loader)) : builder.sendExecutor;
    this.sendOffExecutor =
        builder.sendOffExecutor == null
            ? owned(Pools.sendOff(name, loader))
            : builder.sendOffExecutor;
    if (Observation.isPossible()) {
      Observation.add(new ObservedRuntime(this));
    }
  }

  private Executor owned(ExecutorService pool) {
    own.add(pool);
    return pool;
  }

  /**
   * The runtime of those who want none of their own; made at its first use, and again at the next
   * one after it was closed. When the JVM ends while it still has something to do, or has jobs that
   * never ran, that is said on the error output, once.
   *
   * @return the runtime, which is open unless somebody closes it right now
   */
  public static DosyncRuntime shared() {
    DosyncRuntime now = SHARED.get();
    if (now != null && !now.isClosed()) {
      return now;
    }
    DosyncRuntime fresh = builder().name("dosync").ofLibrary().build();
    if (!SHARED.compareAndSet(now, fresh)) {
      return shared();
    }
    AtExit.watch(fresh);
    return fresh;
  }

  /**
   * Begins a runtime of one's own.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What its threads are named after.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  // ---- futures

  /**
   * Runs a body on another thread: Clojure's {@code future}. In a transaction it starts after the
   * commit (Clojure: at once, in each try), and is cancelled if this try does not commit.
   *
   * @param body runs once, outside any transaction; it may block
   * @param <T> the type of the result
   * @return a promise of what it returns, or throws; {@code cancel(true)} interrupts it. A failure
   *     that nobody asks for goes to {@link Failures}, at the latest when the runtime is closed
   * @throws RuntimeClosedException if the runtime is closed
   * @throws DosyncException in a function given to {@link Ref#commute} or a validator
   */
  public <T extends @Nullable Object> Promise<T> future(Callable<? extends T> body) {
    requireNonNull(body, "body");
    refuseIfClosed("start a future");
    Task<T> task = new Task<>(this, body);
    start(task, () -> launch(task));
    return task;
  }

  /**
   * Runs bodies side by side, each as {@link #future} does; they succeed or fail together.
   *
   * @param bodies what to run
   * @param <T> the type of the results
   * @return a promise of the results in the order of the bodies, as an unmodifiable list; or of the
   *     first failure, which cancels the other bodies (those that run are interrupted). It is done
   *     when all bodies have ended, unless somebody else completes it before; they run on then.
   *     {@code cancel} cancels them all
   * @throws RuntimeClosedException as {@link #future}
   * @throws DosyncException as {@link #future}
   */
  public <T extends @Nullable Object> Promise<List<T>> all(
      Collection<? extends Callable<? extends T>> bodies) {
    List<Callable<? extends T>> copy = List.copyOf(requireNonNull(bodies, "bodies"));
    refuseIfClosed("start futures");
    FanOut<T> whole = new FanOut<>(this, copy);
    start(whole, () -> whole.parts().forEach(this::launch));
    owes(whole);
    return whole;
  }

  /**
   * Calls a function with each item, side by side; as {@link #all} with a body for each.
   *
   * @param items the arguments, which may be null
   * @param function runs once for each item, outside any transaction; it may block
   * @param <S> the type of the items
   * @param <T> the type of the results
   * @return a promise of the results in the order of the items; see {@link #all}
   * @throws RuntimeClosedException as {@link #future}
   * @throws DosyncException as {@link #future}
   */
  public <S extends @Nullable Object, T extends @Nullable Object> Promise<List<T>> map(
      Collection<? extends S> items, Function<? super S, ? extends T> function) {
    requireNonNull(items, "items");
    requireNonNull(function, "function");
    List<Callable<? extends T>> bodies = new ArrayList<>(items.size());
    for (S item : items) {
      bodies.add(new Call<>(function, item));
    }
    return all(bodies);
  }

  /** A class of its own, so that a failure tells where the function was written. */
  static final class Call<S extends @Nullable Object, T extends @Nullable Object>
      implements Callable<T> {
    final Function<? super S, ? extends T> function;
    private final S item;

    Call(Function<? super S, ? extends T> function, S item) {
      this.function = function;
      this.item = item;
    }

    @Override
    public T call() {
      return function.apply(item);
    }
  }

  private void start(Computed<?> promise, Runnable launch) {
    Attempt attempt = Current.attempt();
    if (attempt == null) {
      startNow(promise, launch);
    } else {
      Effects effects = attempt.effectsToHold();
      effects.onAbort(
          () -> {
            promise.heldBy(null);
            promise.cancel(false);
          });
      effects.onCommit(
          () -> {
            promise.heldBy(null);
            startNow(promise, launch);
          });
      promise.heldBy(attempt);
    }
  }

  private static void startNow(Computed<?> promise, Runnable launch) {
    try {
      launch.run();
    } catch (Throwable rejection) {
      promise.asked(); // it is told here
      throw rejection;
    }
  }

  void launch(Task<?> task) {
    work.began(task.note());
    try {
      if (isTerminated()) {
        throw closed("start a future");
      }
      if (!task.hasEnded()) { // cancelled before it was launched
        sendOffExecutor.execute(task);
      }
    } catch (Throwable thrown) {
      Throwable rejection = rejection(thrown);
      if (task.reject(rejection) || isOfTheClose(thrown)) {
        throw Unchecked.rethrow(rejection);
      }
      runsAllTheSame(task.subject(), thrown);
    }
  }

  /** Runs what follows a promise by an {@code ...Async} method: also beside a close. */
  void follow(Promise<?> promise, Runnable body) {
    FollowUp followUp = new FollowUp(this, promise, body);
    work.began(followUp.note());
    try {
      if (isTerminated()) {
        throw closed("run " + followUp);
      }
      sendOffExecutor.execute(followUp);
    } catch (Throwable thrown) {
      work.ended(followUp.note());
      throw Unchecked.rethrow(rejection(thrown));
    }
  }

  /**
   * An executor has thrown something, and has run what it was given, or is about to: that is no
   * rejection.
   */
  void runsAllTheSame(Object subject, Throwable thrown) {
    if (!isOfTheClose(thrown)) {
      Failures.report("executor", subject, thrown);
    }
  }

  private boolean isOfTheClose(Throwable thrown) {
    return isTerminated() && thrown instanceof RejectedExecutionException;
  }

  void ended(Task<?> task) {
    work.ended(task.note());
  }

  // ---- for agents and schedulers

  Executor sendExecutor() {
    return sendExecutor;
  }

  Executor sendOffExecutor() {
    return sendOffExecutor;
  }

  /** Whether its threads are the runtime's own: what an action leaves on them is cleared away. */
  boolean isOwn(Executor executor) {
    return executor instanceof ExecutorService && own.contains(executor);
  }

  /** Whether something waits for a thread of the executor, as far as one can tell. */
  boolean mayBeWanted(Executor executor) {
    return !(executor instanceof ForkJoinPool pool && isOwn(pool))
        || pool.hasQueuedSubmissions()
        || pool.getQueuedTaskCount() > 0;
  }

  /** After a batch: agents that always have something to do must not keep others out. */
  static void letOthersIn(Executor executor) {
    if (executor instanceof SendPool pool) {
      pool.letIn();
    }
  }

  Work work() {
    return work;
  }

  UnreadFailures unreadFailures() {
    return unreadFailures;
  }

  /**
   * What has to be carried to another thread beside a function that is sent now; mostly nothing.
   */
  @Nullable Captured capture() {
    return context == null && !traceSends
        ? null
        : new Captured(traceSends ? Origin.here() : null, context);
  }

  <T extends @Nullable Object> Action<T> capture(Action<T> action) {
    Captured captured = capture();
    return captured == null ? action : new CapturedAction<>(action, captured);
  }

  /** A promise that has to be done when the runtime is closed. */
  void owes(Promise<?> promise) {
    work.owes(promise);
    if (isTerminated()) {
      promise.completeExceptionally(closed("run an action or future"));
      work.delivered(promise);
    }
  }

  void delivered(Promise<?> promise) {
    work.delivered(promise);
  }

  /** An agent has dropped what waited, because the runtime is closed. */
  void dropped(CloseReport.Left left) {
    closing.dropped(left);
  }

  /** Something that brings work of its own. */
  interface Part {
    /** Brings nothing new from now on; tells what was to come, and will not. */
    List<CloseReport.Left> closePart();

    /** Whether something is to be done now, or not quite done. */
    default boolean isBusy() {
      return false;
    }

    /** How many tasks have never begun, and would. */
    default long toCome() {
      return 0;
    }
  }

  void add(Part part) {
    parts.add(part);
  }

  void remove(Part part) {
    parts.remove(part);
  }

  Collection<Part> parts() {
    return parts;
  }

  Duration closeTimeout() {
    return closeTimeout;
  }

  SchedulerClock clock() {
    return clock;
  }

  void refuseIfClosed(String attempted) {
    if (refuses()) {
      throw closed(attempted);
    }
  }

  /** Whether what this thread begins now is not accepted any more. */
  boolean refuses() {
    return phase != Phase.OPEN && (phase == Phase.CLOSED || !isOwnWork());
  }

  private boolean isOwnWork() {
    Activity activity = Current.activity();
    return activity != null && activity.runtime() == this;
  }

  /** Whether nothing begins any more. */
  boolean isTerminated() {
    return phase == Phase.CLOSED;
  }

  RuntimeClosedException closed(String attempted) {
    return new RuntimeClosedException("Can't " + attempted + ": " + this);
  }

  /** What an executor threw, or that it did so because it was shut down. */
  Throwable rejection(Throwable thrown) {
    return isTerminated() && thrown.getClass() == RejectedExecutionException.class
        ? closed("run an action or future")
        : thrown;
  }

  // ---- closing

  /**
   * Whether it is closed, or closing: nothing new is accepted, but from what runs here already.
   *
   * @return whether {@code close} was called
   */
  public boolean isClosed() {
    return phase != Phase.OPEN;
  }

  /**
   * Closes the runtime. Its schedulers are closed first; then it takes nothing new, but from its
   * own actions and futures, and waits until all actions and futures have ended. When time is up,
   * those that run are interrupted (on the runtime's own threads; futures everywhere), and those
   * that wait are dropped. After it returns every promise of the runtime is done, at the latest
   * with {@link RuntimeClosedException}, and its own pools are shut down; executors that were
   * handed in go on. Failures that nobody has asked for go to {@link Failures}. An interrupt ends
   * the wait as if time were up; the interrupt flag stays set.
   *
   * <p>Agents that have failed are not waited for, but what they hold is in the report. Sends and
   * starts that a transaction still holds fail at its commit, and {@link Failures} hears of it.
   *
   * <p>What follows the promise of a future or an action, on its thread, is a part of that. What
   * follows any promise by {@code thenApplyAsync} and the like, on threads of this runtime, is
   * waited for as well; when time is up, one that has not begun is in the report, but left to its
   * executor, and is never done if that was a pool of the runtime's own. Not known is one that was
   * asked for in a transaction.
   *
   * @param timeout how long to wait; zero or less not at all
   * @return what was left. A second call waits for the first, without regard to interrupts, and
   *     returns the same
   * @throws DosyncException in an action, a future or a job of this runtime, or in what follows one
   *     there: it would wait for itself
   */
  public CloseReport close(Duration timeout) {
    requireNonNull(timeout, "timeout");
    Activity activity = Current.activity();
    if (activity != null && activity.runtime() == this) {
      throw new DosyncException(
          "Can't close "
              + this
              + " from what runs on it: "
              + Text.of(activity.subject())
              + " would wait for itself. Close it from outside");
    }
    return closing.close(Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)));
  }

  /**
   * {@link #close(Duration)} with the close timeout of the builder, 10 seconds by default. What was
   * left is logged as a warning.
   *
   * @throws DosyncException as {@link #close(Duration)}
   */
  @Override
  public void close() {
    boolean first = !isClosed();
    CloseReport report = close(closeTimeout);
    if (first && !report.isClean()) {
      LOGGER.log(WARNING, "Closed {0}, but: {1}", this, report);
    }
  }

  void drain() {
    phase = Phase.DRAINING;
  }

  void terminate() {
    phase = Phase.CLOSED;
  }

  List<ExecutorService> ownPools() {
    return own;
  }

  /** For example {@code #<DosyncRuntime shop: open>}. */
  @Override
  public String toString() {
    return "#<DosyncRuntime " + name + ": " + phase.name().toLowerCase(java.util.Locale.ROOT) + ">";
  }

  /** Makes a runtime. */
  public static final class Builder {

    private String name = "dosync";
    private boolean library;
    private @Nullable Executor sendExecutor;
    private @Nullable Executor sendOffExecutor;
    private @Nullable ContextCapture context;
    private boolean traceSends = Boolean.getBoolean("dosync.traceSends");
    private Duration closeTimeout = Duration.ofSeconds(10);
    private @Nullable SchedulerClock clock;

    private Builder() {}

    /** The shared runtime outlives a test. */
    private SchedulerClock clockOrDefault() {
      if (clock != null) {
        return clock;
      }
      return Observation.isPossible() && !library ? Observed.clock() : SchedulerClock.system();
    }

    private Builder ofLibrary() {
      library = true;
      return this;
    }

    /** Threads outlive whatever first used the shared runtime, so they must not hold on to it. */
    private ClassLoader contextClassLoader() {
      ClassLoader loader = library ? null : Thread.currentThread().getContextClassLoader();
      return loader == null ? requireNonNull(DosyncRuntime.class.getClassLoader()) : loader;
    }

    /**
     * What its threads are named after: {@code dosync} by default.
     *
     * @param newName the name
     * @return this builder
     */
    public Builder name(String newName) {
      this.name = requireNonNull(newName, "name");
      return this;
    }

    /**
     * Where {@link Agent#send} runs actions, instead of a pool of the runtime's own. Closing the
     * runtime does not shut it down.
     *
     * @param executor for work that does not block; an executor that runs it on the calling thread
     *     makes {@code send} wait for it. It has to run what it accepts, and what it throws reaches
     *     the sender: see {@link Agent#sendVia}
     * @return this builder
     * @throws IllegalArgumentException as {@link Agent#sendVia}
     */
    public Builder sendExecutor(Executor executor) {
      this.sendExecutor = Discarding.refuse(requireNonNull(executor, "executor"));
      return this;
    }

    /**
     * Where {@link Agent#sendOff} runs actions, and where futures and jobs run, instead of threads
     * of the runtime's own. Closing the runtime does not shut it down.
     *
     * @param executor for work that may block; with a limited number of threads, futures that wait
     *     for each other can wait for ever. It has to run what it accepts: a future that it forgets
     *     is not done before the close. If it rejects a future that fails, and what was thrown
     *     reaches whoever starts it
     * @return this builder
     * @throws IllegalArgumentException as {@link Agent#sendVia}
     */
    public Builder sendOffExecutor(Executor executor) {
      this.sendOffExecutor = Discarding.refuse(requireNonNull(executor, "executor"));
      return this;
    }

    /**
     * Carries the context of senders to actions, futures and jobs: none by default.
     *
     * @param capture see {@link ContextCapture}
     * @return this builder
     */
    public Builder context(ContextCapture capture) {
      this.context = requireNonNull(capture, "capture");
      return this;
    }

    /**
     * Whether a {@link Failure} tells the line that sent what failed, instead of the class in which
     * the function was written. Costs microseconds for each send. Without this call as the system
     * property {@code dosync.traceSends} says, else no.
     *
     * @param trace whether to look
     * @return this builder
     */
    public Builder traceSends(boolean trace) {
      this.traceSends = trace;
      return this;
    }

    /**
     * How long {@link DosyncRuntime#close()} waits: 10 seconds by default.
     *
     * @param timeout zero or less means not at all
     * @return this builder
     */
    public Builder closeTimeout(Duration timeout) {
      this.closeTimeout = requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * What schedulers go by: {@link SchedulerClock#system} by default.
     *
     * @param newClock the clock
     * @return this builder
     */
    public Builder clock(SchedulerClock newClock) {
      this.clock = requireNonNull(newClock, "clock");
      return this;
    }

    /**
     * Makes the runtime. It starts no thread yet. Its threads will have the context class loader
     * that the calling thread has now.
     *
     * @return a new runtime
     */
    public DosyncRuntime build() {
      return new DosyncRuntime(this);
    }
  }
}
