package org.dosync.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dosync.CloseReport;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.Failure;
import org.dosync.Gate;
import org.dosync.HistoryException;
import org.dosync.InvalidStateException;
import org.dosync.Leftovers;
import org.dosync.RuntimeClosedException;
import org.dosync.Scheduler;
import org.dosync.Threads;
import org.dosync.TransactionOptions;
import org.dosync.WaitInterruptedException;
import org.dosync.Waiting;
import org.dosync.Watch;

/** One run of a program, in which at most one fault happens. What is wrong then is collected. */
final class Run {

  /** The program can't go on, since the runtime is closed. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static final Duration PATIENCE = Duration.ofSeconds(Gate.PATIENCE_SECONDS);
  private static final Duration NO_PATIENCE = Duration.ofMillis(20);

  private final Injector injector;
  private final Told told;
  private final Ledger ledger = new Ledger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final List<Runnable> atLast = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private final List<CloseReport.Left> left = new ArrayList<>();
  private final Threads closers = new Threads();
  private volatile DosyncRuntime runtime;

  Run(Injector injector, Told told) {
    this.injector = injector;
    this.told = told;
    injector.onClose(this::closeElsewhere);
  }

  // ---- the runtime

  /** The runtime of this run, with what the program wants; once, and first of all. */
  DosyncRuntime runtime(Consumer<DosyncRuntime.Builder> wishes) {
    DosyncRuntime.Builder builder = DosyncRuntime.builder().name("faults");
    wishes.accept(builder);
    runtime = builder.build();
    return runtime;
  }

  DosyncRuntime runtime() {
    return runtime == null ? runtime(builder -> {}) : runtime;
  }

  boolean isClosed() {
    return runtime != null && runtime.isClosed();
  }

  /** Waits for the close, unless that waits for the caller. */
  private void closeElsewhere() {
    boolean awaited =
        isClosed()
            || Thread.currentThread().getName().endsWith("-scheduler")
            || injector.target().place() == Place.CONTEXT_AFTERWARDS; // the outcome is there
    if (!awaited) {
      Threads.elsewhere(() -> runtime().close(Duration.ZERO));
    } else {
      closers.start(() -> runtime().close(Duration.ZERO));
    }
  }

  // ---- points

  /** A call of users' code; says what the caller has to do itself, if anything. */
  Fault at(Place place, String name) {
    return injector.at(place, name);
  }

  <T> UnaryOperator<T> function(Place place, String name, UnaryOperator<T> function) {
    return value -> {
      at(place, name);
      return function.apply(value);
    };
  }

  LongUnaryOperator number(Place place, String name, LongUnaryOperator function) {
    return value -> {
      at(place, name);
      return function.applyAsLong(value);
    };
  }

  <T> Predicate<T> validator(String name) {
    return value -> at(Place.VALIDATOR, name) != Fault.REFUSE;
  }

  /** A watch that counts what it is told. */
  <T> Watch<T> watch(String name, Runnable count) {
    return (key, reference, before, after) -> {
      count.run();
      at(Place.WATCH, name);
    };
  }

  /** Throws what the fault is. */
  RuntimeException thrown() {
    throw injector.thrown();
  }

  boolean hasStruck() {
    return injector.hasStruck();
  }

  boolean is(Fault fault) {
    return injector.is(fault);
  }

  // ---- errands

  Errand give(String name, Object owner, Consumer<Errand> call) {
    return ledger.give(name, owner, call);
  }

  /**
   * First in a function that was given away. An interrupt that was meant for another one must not
   * be there yet.
   */
  void begin(Errand errand, Place place) {
    errand.begin();
    boolean meant = injector.isInterruptedHere() && injector.target().place() == Place.CONTEXT;
    if (Thread.currentThread().isInterrupted() && is(Fault.INTERRUPT) && isOwnThread() && !meant) {
      wrong("was interrupted in place of another: " + errand);
    }
    at(place, errand.toString());
  }

  private static boolean isOwnThread() {
    return Thread.currentThread().getName().startsWith("faults-send");
  }

  // ---- steps

  /** Something that may fail because of the fault, and only because of it; whether it did not. */
  boolean step(String what, Threads.Task task) {
    Throwable thrown = null;
    try {
      task.run();
    } catch (Throwable caught) {
      thrown = caught;
      caught(what, caught);
    }
    boolean flag = Thread.interrupted();
    boolean interrupted = injector.hasInterruptedThisThread();
    if (interrupted && !flag && !(thrown instanceof InterruptedException)) {
      wrong("an interrupt was swallowed: " + what);
    } else if (flag && !interrupted && !is(Fault.INTERRUPTED_EXCEPTION)) {
      wrong("an interrupt came from nowhere: " + what);
    }
    return thrown == null;
  }

  /** Users' code has caught something. */
  void caught(String what, Throwable thrown) {
    told.add(thrown);
    if (!isExpected(thrown)) {
      wrong("failed for no reason: " + what + " " + text(thrown));
    }
  }

  private boolean isExpected(Throwable thrown) {
    return Told.consistsOf(thrown, part -> part instanceof Planned)
        || (hasStruck() && Told.consistsOf(thrown, this::isOfTheFault));
  }

  private boolean isOfTheFault(Throwable part) {
    if (part == injector.throwable()) {
      return true;
    } else if (is(Fault.INTERRUPT) || is(Fault.INTERRUPTED_EXCEPTION)) {
      return part instanceof WaitInterruptedException || part instanceof InterruptedException;
    } else if (is(Fault.CLOSE)) {
      return part instanceof RuntimeClosedException
          || part instanceof CancellationException
          || part instanceof InterruptedException
          || part instanceof WaitInterruptedException;
    } else if (is(Fault.FORGET)) {
      return part instanceof RuntimeClosedException || part instanceof DosyncException;
    }
    return is(Fault.REFUSE)
        ? part instanceof InvalidStateException
        : (is(Fault.FORWARD) || is(Fault.BACK)) && isOfTime(part);
  }

  /** Of a moment that is not past yet, or long past, since the clock has jumped. */
  private static boolean isOfTime(Throwable part) {
    return part instanceof HistoryException || part instanceof IllegalArgumentException;
  }

  /** What cannot be made because of the fault is made again. */
  <T> T made(String what, Supplier<T> maker) {
    List<T> result = new ArrayList<>();
    if (!step(what, () -> result.add(maker.get()))) {
      if (isClosed()) {
        throw new Over();
      }
      result.add(maker.get());
    }
    return result.get(0);
  }

  /** A transaction, and what it gives away; whether it has committed. */
  boolean transact(String what, TransactionOptions options, Consumer<Given> body) {
    Given given = new Given(this);
    boolean committed = step(what, () -> options.dosync(() -> body.accept(given.nextTry())));
    given.ended(committed);
    return committed;
  }

  /** Waits for something that comes whatever happens, unless the runtime is closed. */
  void await(String what, BooleanSupplier condition) {
    step(
        what,
        () -> Waiting.until(() -> condition.getAsBoolean() || isClosed() || is(Fault.FORGET)));
  }

  /** For what another thread is about to do. */
  void checkSoon(String what, BooleanSupplier condition) {
    step(what, () -> Waiting.until(condition::getAsBoolean));
  }

  void close(Scheduler scheduler) {
    step("close of a scheduler", () -> left.addAll(scheduler.close(patience()).left()));
  }

  /** How long to wait for what should come. */
  Duration patience() {
    return hasStruck() && is(Fault.FORGET) ? NO_PATIENCE : PATIENCE;
  }

  /** Whether a failure was told by now. */
  boolean hasHeardOf(String what) {
    return told.failures().stream().anyMatch(failure -> failure.what().equals(what));
  }

  void check(boolean right, String what) {
    if (!right) {
      wrong("is not so: " + what);
    }
  }

  void wrong(String what) {
    wrong.add(what);
  }

  /** To be done when the program has ended, and the runtime is still there. */
  void atLast(Runnable action) {
    atLast.add(action);
  }

  /** To be looked at when all is closed. */
  void afterwards(Runnable check) {
    afterwards.add(check);
  }

  // ---- the end

  /** Closes all, and looks what it has come to. */
  List<String> end() {
    atLast.forEach(Runnable::run);
    if (runtime != null) {
      step("the last close", () -> left.addAll(runtime.close(patience()).left()));
      step("a close that was under way", closers::close);
      step("its threads end", () -> Waiting.until(Run::noThreadIsLeft));
    }
    afterwards.forEach(Runnable::run);
    ledger.askAgents(told);
    wrong.addAll(ledger.settle(left, failuresBeforehand()));
    wrong.addAll(told.uncaught());
    wrong.addAll(Leftovers.ofTransactions());
    checkTold();
    return List.copyOf(wrong);
  }

  /** Those that tell of an errand that it was not begun. */
  private Collection<Failure> failuresBeforehand() {
    return told.failures().stream().filter(failure -> isBeforehand(failure.cause())).toList();
  }

  private boolean isBeforehand(Throwable cause) {
    if (Told.consistsOf(cause, part -> part == injector.throwable())) {
      return switch (injector.target().place()) {
        case EXECUTOR, EXECUTOR_AFTERWARDS, CONTEXT, CLOCK -> true;
        default -> false;
      };
    }
    return !(cause instanceof Planned || cause instanceof InvalidStateException);
  }

  private void checkTold() {
    Throwable thrown = injector.throwable();
    if (thrown != null
        && hasStruck()
        && injector.target().place().isTold()
        && !told.contains(thrown)) {
      wrong("nobody was told of it; told: " + told);
    }
  }

  private static boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("faults-s") && thread.isAlive());
  }

  static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (StackTraceElement frame : thrown.getStackTrace()) {
      text.append("\n      at ").append(frame);
    }
    return text.toString();
  }
}
