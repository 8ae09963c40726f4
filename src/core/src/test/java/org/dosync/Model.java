package org.dosync;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What Dosync and Clojure both have, so that a scenario is written once and played in both. Values
 * are untyped, as in Clojure. Whatever is thrown, checked or not, passes unchanged.
 */
interface Model {

  /** Told of a change: key, old value, new value. */
  @FunctionalInterface
  interface Watching {
    void changed(Object key, Object oldValue, Object newValue);
  }

  /** What atoms and refs share. */
  interface Identity {
    Object deref();

    Map<Object, Object> meta();

    void resetMeta(Map<String, Object> meta);

    /** Puts one entry, after having run something. */
    void alterMeta(Runnable first, String key, Object value);

    void setValidator(Predicate<Object> validator);

    boolean hasValidator();

    void addWatch(Object key, Watching watch);

    void removeWatch(Object key);

    /** The reference itself. */
    Object itself();
  }

  interface AnAtom extends Identity {
    Object swap(UnaryOperator<Object> function);

    Change<Object> swapVals(UnaryOperator<Object> function);

    Object reset(Object value);

    Change<Object> resetVals(Object value);

    boolean compareAndSet(Object expected, Object value);
  }

  interface ARef extends Identity {
    Object set(Object value);

    Object alter(UnaryOperator<Object> function);

    /** What it returns, or the word "nothing". */
    Object commute(UnaryOperator<Object> function);

    Object ensure();

    int historyCount();
  }

  interface ADelay {
    Object deref();

    Object deref(long millis, Object fallback);

    boolean isRealized();
  }

  interface AnAgent extends Identity {
    void send(UnaryOperator<Object> action);

    void sendOff(UnaryOperator<Object> action);

    void sendVia(Executor executor, UnaryOperator<Object> action);

    void await();

    boolean awaitFor(long millis);

    Throwable error();

    void restart(Object state, boolean clearActions);
  }

  /** A promise, or a future. */
  interface APromise extends ADelay {
    /** What it returns, in words. */
    String deliver(Object value);

    boolean cancel();
  }

  AnAtom atom(Object initial);

  AnAtom atom(Object initial, Predicate<Object> validator);

  ARef ref(Object initial);

  ARef ref(Object initial, Predicate<Object> validator);

  /** A ref that keeps so many past values. */
  ARef refWithHistory(Object initial, int values);

  ADelay delay(Supplier<Object> body);

  /**
   * An agent.
   *
   * @param handler takes what actions throw; may be null
   * @param goesOn whether the agent goes on after that
   */
  AnAgent agent(Object initial, BiConsumer<AnAgent, Throwable> handler, boolean goesOn);

  /** The agent itself whose action runs here. */
  Object currentAgent();

  int releasePendingSends();

  APromise promise();

  APromise future(Supplier<Object> body);

  /** A transaction as one gets it without asking for anything. */
  Object dosync(Body<Object, Throwable> body);

  /** A transaction under snapshot isolation. */
  Object dosyncSnapshot(Body<Object, Throwable> body);

  /** A transaction that gives up after a number of tries: 10,000 in Clojure, here a few. */
  Object dosyncLimited(Body<Object, Throwable> body);

  void dosync(VoidBody<Throwable> body);

  /** Runs something that must not be part of a transaction. */
  Object io(Supplier<Object> effect);

  boolean isRunning();
}
