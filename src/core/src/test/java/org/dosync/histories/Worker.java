package org.dosync.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dosync.Transaction;
import org.dosync.histories.Op.Undone;
import org.dosync.histories.Program.Step;

/** Runs the steps of one thread, and notes what they come to. */
final class Worker {

  private final String name;
  private final List<CellRef> refs;

  /**
   * Counts the tries that have ended. A try that begins with the number at which another one ended,
   * or a later one, has begun after it, also by the rules of Java's memory.
   */
  private final AtomicLong time;

  private final List<Try> tries = new ArrayList<>();

  /** The running one. */
  private Try now;

  /** When the next try may have begun: the engine looks at its clock before it calls the body. */
  private long beginning;

  Worker(String name, List<CellRef> refs, AtomicLong time) {
    this.name = name;
    this.refs = refs;
    this.time = time;
  }

  /** To be asked for once the thread has ended. */
  List<Try> tries() {
    return tries;
  }

  void run(Step step) {
    Try outer = now;
    now = null;
    beginning = time.get();
    try {
      if (step.kind() == Try.Kind.SINGLE_READ) {
        beginTry(step);
        step.ops().forEach(op -> op.run(this));
      } else {
        step.options().dosync(() -> runBody(step));
      }
      end(true);
    } catch (Undone expected) {
      end(false);
    } finally {
      now = outer;
    }
  }

  private void runBody(Step step) {
    beginTry(step);
    try {
      step.ops().forEach(op -> op.run(this));
    } finally {
      beginning = time.get();
    }
  }

  private void beginTry(Step step) {
    int attempt = 1;
    if (now != null) {
      end(false);
      attempt = now.attempt() + 1;
    }
    now = new Try(name + "." + tries.size(), step.kind(), attempt, beginning);
    tries.add(now);
  }

  private void end(boolean committed) {
    now.end(committed, time.incrementAndGet());
  }

  // ---- what a body does

  boolean isFirstTry() {
    return now.attempt() == 1;
  }

  Cell read(int ref) {
    Cell cell = refs.get(ref).deref();
    now.read(cell);
    return cell;
  }

  void ensure(int ref) {
    now.ensured(refs.get(ref).ensure());
  }

  /** A ref that has a commute waiting can't be set. */
  void set(int ref) {
    if (now.hasCommuted(ref)) {
      alter(ref);
    } else {
      Cell cell = now.makeFresh(ref);
      refs.get(ref).set(cell);
      now.wrote(cell);
    }
  }

  void alter(int ref) {
    now.wrote(
        refs.get(ref)
            .alter(
                before -> {
                  now.read(before);
                  return now.make(ref, before);
                }));
  }

  void commute(int ref, int other) {
    Try mine = now;
    refs.get(ref)
        .commute(
            before -> {
              if (!mine.hasCommuted(other)) {
                mine.read(refs.get(other).deref());
              }
              return mine.makeInCommute(ref, before);
            });
    mine.commuted(ref);
  }

  void nested(List<Op> ops, boolean undone) {
    Try.Mark mark = now.mark();
    try {
      Transaction.dosync(
          () -> {
            ops.forEach(op -> op.run(this));
            if (undone) {
              throw new Undone();
            }
          });
    } catch (Undone expected) {
      now.undo(mark);
    }
  }

  void either(List<Op> first, List<Op> second) {
    Try.Mark mark = now.mark();
    Transaction.orElse(
        () -> {
          first.forEach(op -> op.run(this));
          Transaction.check(false);
          return null;
        },
        () -> {
          now.undo(mark);
          second.forEach(op -> op.run(this));
          return null;
        });
  }

  void swallow(Op op) {
    try {
      op.run(this);
    } catch (Error signal) {
      now.wentOnThoughDoomed();
    }
  }
}
