package org.dosync;

import org.jspecify.annotations.Nullable;

/** What follows a promise by an {@code ...Async} method: work of the runtime, once it is due. */
final class FollowUp extends Following implements Runnable {

  private final DosyncRuntime runtime;
  private final Promise<?> followed;
  private final Runnable body;
  private volatile boolean begun;

  FollowUp(DosyncRuntime runtime, Promise<?> followed, Runnable body) {
    this.runtime = runtime;
    this.followed = followed;
    this.body = body;
  }

  @Override
  public void run() {
    begun = true;
    try {
      runOn(Current.slot());
    } finally {
      runtime.work().ended(note());
    }
  }

  /** An executor that runs it in an action or task leaves it on the thread of that one. */
  private void runOn(Current.Slot slot) {
    Activity outer = slot.activity;
    slot.activity = outer == null ? this : outer;
    try {
      AgentLoop.asNoPart(slot, this::runBody);
    } finally {
      slot.activity = outer;
    }
  }

  private @Nullable Void runBody() {
    body.run();
    return null;
  }

  @Override
  public DosyncRuntime runtime() {
    return runtime;
  }

  /**
   * One that has not begun is left to its executor: to keep it from beginning would leave those who
   * wait for it waiting for ever. Only the pools of the runtime end here, and interrupt what runs.
   */
  @Override
  public CloseReport.Left closed() {
    boolean running = begun;
    return new CloseReport.Left(this, running, running ? 0 : 1);
  }

  @Override
  public Object subject() {
    return this;
  }

  /** For example {@code what follows #<Promise@15c313da: 5>}. */
  @Override
  public String toString() {
    return "what follows " + followed;
  }
}
