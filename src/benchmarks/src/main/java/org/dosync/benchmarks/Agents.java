package org.dosync.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Numbered agents, or what comes closest to them in a system: each holds a number that starts at 0,
 * and takes messages that are handled later, one after another, on other threads. Each message adds
 * one.
 */
abstract class Agents {
  /** Sends a message and returns. */
  abstract void send(int agent);

  /** Sends a message that also counts the latch down, and returns. */
  abstract void send(int agent, CountDownLatch handled);

  /** Sends a message and waits until it has been handled. */
  abstract void sendThenAwait(int agent);

  /** Sends a message and waits for the number after it. */
  abstract long ask(int agent);

  /**
   * Sends a message to the first agent, whose handling sends one to the next agent, and so on in a
   * circle; the last of so many counts the latch down.
   */
  abstract void pass(int messages, CountDownLatch handled);

  /** The number of an agent that has handled all its messages. */
  abstract long value(int agent);

  /** Stops the threads that are not daemons. */
  void close() {}

  /** Waits for messages; throws if one seems to be lost. */
  static void await(CountDownLatch handled) {
    try {
      if (!handled.await(1, TimeUnit.MINUTES)) {
        throw new BrokenInvariantException("After a minute a message has not been handled");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
