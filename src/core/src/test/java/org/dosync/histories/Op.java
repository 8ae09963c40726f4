package org.dosync.histories;

import java.util.List;
import org.dosync.Transaction;

/** One step of the body of a transaction. */
interface Op {

  void run(Worker worker);

  record Read(int ref) implements Op {
    @Override
    public void run(Worker worker) {
      worker.read(ref);
    }
  }

  record Ensure(int ref) implements Op {
    @Override
    public void run(Worker worker) {
      worker.ensure(ref);
    }
  }

  record Set(int ref) implements Op {
    @Override
    public void run(Worker worker) {
      worker.set(ref);
    }
  }

  record Alter(int ref) implements Op {
    @Override
    public void run(Worker worker) {
      worker.alter(ref);
    }
  }

  /** The function reads another ref too, if it may. */
  record Commute(int ref, int other) implements Op {
    @Override
    public void run(Worker worker) {
      worker.commute(ref, other);
    }
  }

  /** Lets others get in the way. */
  record Pause() implements Op {
    @Override
    public void run(Worker worker) {
      Thread.yield();
    }
  }

  record Nested(List<Op> ops, boolean undone) implements Op {
    @Override
    public void run(Worker worker) {
      worker.nested(ops, undone);
    }
  }

  /** {@code orElse}: of what comes first nothing is left but that it was read. */
  record Either(List<Op> first, List<Op> second) implements Op {
    @Override
    public void run(Worker worker) {
      worker.either(first, second);
    }
  }

  /** A body that catches the signal to end, and goes on. */
  record Swallow(List<Op> ops) implements Op {
    @Override
    public void run(Worker worker) {
      ops.forEach(worker::swallow);
    }
  }

  /**
   * A transaction of its own in the midst of another one. Only in the first try: it may change what
   * the other one has read.
   */
  record Apart(Program.Step step) implements Op {
    @Override
    public void run(Worker worker) {
      if (worker.isFirstTry()) {
        worker.run(step);
      }
    }
  }

  /** The body throws, so nothing may be left of it. */
  record Fail() implements Op {
    @Override
    public void run(Worker worker) {
      throw new Undone();
    }
  }

  /** Waits until it is the turn of this thread: the others wake it. */
  record Await(int ref, int threads, int mine) implements Op {
    @Override
    public void run(Worker worker) {
      Transaction.check(worker.read(ref).depth % threads == mine);
    }
  }

  /** What a body throws to have its changes undone. */
  final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undone() {
      super("undone", null, false, false);
    }
  }
}
