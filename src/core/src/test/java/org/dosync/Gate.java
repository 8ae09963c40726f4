package org.dosync;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CountDownLatch;

/**
 * A place where a thread stops until another one lets it go on. Once open it stays open, so a body
 * that passes it in each try stops in its first one only.
 */
public final class Gate {

  public static final int PATIENCE_SECONDS = Integer.getInteger("test.patience", 20);

  private final CountDownLatch arrival = new CountDownLatch(1);
  private final CountDownLatch opening = new CountDownLatch(1);

  /** Tells that the caller is here, and waits until the gate is open. */
  public void pass() {
    arrival.countDown();
    await(opening, "a gate to open");
  }

  /** Waits until a thread has come to the gate. */
  public void awaitArrival() {
    await(arrival, "somebody to arrive at a gate");
  }

  public void open() {
    opening.countDown();
  }

  public boolean hasArrival() {
    return arrival.getCount() == 0;
  }

  /** Waits, as patiently as for a gate. */
  public static void await(CountDownLatch latch, String awaited) {
    try {
      if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
        throw new AssertionError("Waited in vain for " + awaited);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + awaited, e);
    }
  }
}
