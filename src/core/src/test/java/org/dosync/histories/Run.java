package org.dosync.histories;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dosync.History;
import org.dosync.LongRef;
import org.dosync.Ref;
import org.dosync.TransactionalRef;
import org.dosync.histories.CellRef.Cells;
import org.dosync.histories.Program.Extra;
import org.dosync.histories.Program.Step;

/** One run of a program against the engine. */
final class Run {

  private static final int LOOK_MILLIS = 100;

  private final Program program;
  private final Try initial = Try.initial();
  private final List<CellRef> refs;
  private final AtomicLong time = new AtomicLong();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final CountDownLatch working;

  private Run(Program program) {
    this.program = program;
    this.refs = IntStream.range(0, program.refs().size()).mapToObj(this::ref).toList();
    this.working = new CountDownLatch(program.threads().size());
  }

  private CellRef ref(int index) {
    Cell cell = initial.make(index, null);
    initial.wrote(cell);
    return program.numbers() && index % 2 == 0 ? number(index, cell) : object(index, cell);
  }

  private CellRef object(int index, Cell cell) {
    Ref.Builder<Cell> builder = Ref.builder(cell);
    prepare(builder, index, value -> value);
    Ref<Cell> ref = builder.build();
    watch(ref, index, value -> value);
    return new CellRef.OfObjects(ref);
  }

  private CellRef number(int index, Cell cell) {
    Cells cells = new Cells();
    LongRef.Builder builder = LongRef.builder(cells.add(cell));
    prepare(builder, index, cells::at);
    LongRef ref = builder.build();
    watch(ref, index, cells::at);
    return new CellRef.OfNumbers(ref, cells);
  }

  private <T> void prepare(
      TransactionalRef.Builder<T, ?> builder, int index, Function<T, Cell> cellOf) {
    Extra extra = program.refs().get(index);
    if (extra == Extra.VALIDATOR) {
      builder.validator(value -> cellOf.apply(value).ref == index);
    } else if (extra == Extra.HISTORY) {
      builder.history(History.keep(3));
    }
  }

  private <T> void watch(TransactionalRef<T> ref, int index, Function<T, Cell> cellOf) {
    if (program.refs().get(index) == Extra.WATCH) {
      ref.addWatch(
          this,
          (key, watched, before, after) -> compare(cellOf.apply(before), cellOf.apply(after)));
    }
  }

  private void compare(Cell before, Cell after) {
    if (after.replaced() != null && after.replaced() != before) {
      thrown.add(new AssertionError("A watch was told that " + after + " replaced " + before));
    }
  }

  /**
   * Runs a program and looks for anomalies.
   *
   * @param patienceMillis how long no try may end until the threads count as stuck
   */
  static Optional<Anomaly> check(Program program, long patienceMillis) {
    Run run = new Run(program);
    run.start();
    if (!run.awaitEnd(patienceMillis)) {
      return Optional.of(run.stuck());
    }
    return run.thrown.isEmpty() ? Checker.check(run.tries()) : Optional.of(run.unexpected());
  }

  private void start() {
    CyclicBarrier start = new CyclicBarrier(program.threads().size());
    for (List<Step> steps : program.threads()) {
      Worker worker = new Worker("T" + (workers.size() + 1), refs, time);
      Thread thread = new Thread(() -> work(worker, steps, start), "history-" + workers.size());
      thread.setDaemon(true);
      workers.add(worker);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void work(Worker worker, List<Step> steps, CyclicBarrier start) {
    try {
      start.await();
      steps.forEach(worker::run);
    } catch (Throwable unexpected) {
      thrown.add(unexpected);
    } finally {
      working.countDown();
    }
  }

  /**
   * Whether all threads have ended; not if there was no progress for so long, or one has failed.
   */
  private boolean awaitEnd(long patienceMillis) {
    long before = -1;
    for (long quiet = 0; quiet < patienceMillis; quiet += LOOK_MILLIS) {
      if (isOver()) {
        return true;
      }
      if (time.get() != before) {
        before = time.get();
        quiet = 0;
      }
    }
    return false;
  }

  private boolean isOver() {
    try {
      return working.await(LOOK_MILLIS, MILLISECONDS) || !thrown.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<Try> tries() {
    Worker last = new Worker("end", refs, time);
    last.run(new Step(Try.Kind.SERIALIZABLE, allRefs()));
    List<Try> tries = new ArrayList<>(List.of(initial));
    workers.forEach(worker -> tries.addAll(worker.tries()));
    tries.addAll(last.tries());
    return tries;
  }

  private List<Op> allRefs() {
    return IntStream.range(0, refs.size()).<Op>mapToObj(Op.Read::new).toList();
  }

  private Anomaly stuck() {
    StringBuilder evidence = new StringBuilder();
    for (Thread thread : threads) {
      if (thread.isAlive()) {
        evidence.append("  ").append(thread).append(' ').append(thread.getState()).append('\n');
        Arrays.stream(thread.getStackTrace())
            .forEach(frame -> evidence.append("    at ").append(frame).append('\n'));
        thread.interrupt();
      }
    }
    return new Anomaly("lost wake-up, or another wait without end", evidence.toString());
  }

  private Anomaly unexpected() {
    threads.forEach(Thread::interrupt);
    Throwable first = thrown.element();
    String trace =
        Arrays.stream(first.getStackTrace())
            .map(frame -> "    at " + frame + "\n")
            .reduce("", String::concat);
    return Anomaly.exception(first, trace);
  }
}
