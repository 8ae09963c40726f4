package org.dosync;

import clojure.java.api.Clojure;
import clojure.lang.AFn;
import clojure.lang.IFn;
import clojure.lang.LockingTransaction;
import clojure.lang.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Plays scenarios in Clojure itself, by the functions and macros that a Clojure program calls. */
final class ClojureModel implements Model {

  private static final Object VALIDATOR = Clojure.read(":validator");
  private static final Object MIN_HISTORY = Clojure.read(":min-history");
  private static final IFn DOSYNC = program("(fn [body] (dosync (body)))");
  private static final IFn DELAY = program("(fn [body] (delay (body)))");
  private static final Object ERROR_HANDLER = Clojure.read(":error-handler");
  private static final Object ERROR_MODE = Clojure.read(":error-mode");
  private static final Object CLEAR_ACTIONS = Clojure.read(":clear-actions");
  private static final IFn FUTURE = program("(fn [body] (future (body)))");
  private static final IFn IO = program("(fn [effect] (io! (effect)))");

  private static IFn core(String name) {
    return Clojure.var("clojure.core", name);
  }

  private static IFn program(String text) {
    return (IFn) core("eval").invoke(Clojure.read(text));
  }

  private static IFn function(UnaryOperator<Object> function) {
    return new AFn() {
      @Override
      public Object invoke(Object argument) {
        return function.apply(argument);
      }
    };
  }

  private static IFn thunk(Body<Object, Throwable> body) {
    return new AFn() {
      @Override
      public Object invoke() {
        try {
          return body.run();
        } catch (Throwable thrown) {
          throw Sneaky.rethrow(thrown);
        }
      }
    };
  }

  private static class Known implements Identity {

    final Object reference;

    Known(Object reference) {
      this.reference = reference;
    }

    @Override
    public Object deref() {
      return core("deref").invoke(reference);
    }

    @Override
    public Map<Object, Object> meta() {
      Map<?, ?> meta = (Map<?, ?>) core("meta").invoke(reference);
      return meta == null ? Map.of() : new HashMap<>(meta);
    }

    @Override
    public void resetMeta(Map<String, Object> meta) {
      Object entries = core("hash-map").invoke();
      for (Map.Entry<String, Object> entry : meta.entrySet()) {
        entries = core("assoc").invoke(entries, entry.getKey(), entry.getValue());
      }
      core("reset-meta!").invoke(reference, entries);
    }

    @Override
    public void alterMeta(Runnable first, String key, Object value) {
      IFn alteration =
          function(
              meta -> {
                first.run();
                return core("assoc").invoke(meta, key, value);
              });
      core("alter-meta!").invoke(reference, alteration);
    }

    @Override
    public void setValidator(Predicate<Object> validator) {
      core("set-validator!")
          .invoke(reference, validator == null ? null : function(validator::test));
    }

    @Override
    public boolean hasValidator() {
      return core("get-validator").invoke(reference) != null;
    }

    @Override
    public void addWatch(Object key, Watching watch) {
      IFn watching =
          new AFn() {
            @Override
            public Object invoke(Object k, Object r, Object from, Object to) {
              watch.changed(k, from, to);
              return null;
            }
          };
      core("add-watch").invoke(reference, key, watching);
    }

    @Override
    public void removeWatch(Object key) {
      core("remove-watch").invoke(reference, key);
    }

    @Override
    public Object itself() {
      return reference;
    }
  }

  private static final class ClojureAtom extends Known implements AnAtom {

    ClojureAtom(Object atom) {
      super(atom);
    }

    @Override
    public Object swap(UnaryOperator<Object> function) {
      return core("swap!").invoke(reference, function(function));
    }

    @Override
    public Change<Object> swapVals(UnaryOperator<Object> function) {
      return change(core("swap-vals!").invoke(reference, function(function)));
    }

    @Override
    public Object reset(Object value) {
      return core("reset!").invoke(reference, value);
    }

    @Override
    public Change<Object> resetVals(Object value) {
      return change(core("reset-vals!").invoke(reference, value));
    }

    private static Change<Object> change(Object pair) {
      List<?> values = (List<?>) pair;
      return new Change<>(values.get(0), values.get(1));
    }

    @Override
    public boolean compareAndSet(Object expected, Object value) {
      return (Boolean) core("compare-and-set!").invoke(reference, expected, value);
    }
  }

  private static final class ClojureRef extends Known implements ARef {

    ClojureRef(Object ref) {
      super(ref);
    }

    @Override
    public Object set(Object value) {
      return core("ref-set").invoke(reference, value);
    }

    @Override
    public Object alter(UnaryOperator<Object> function) {
      return core("alter").invoke(reference, function(function));
    }

    @Override
    public Object commute(UnaryOperator<Object> function) {
      return core("commute").invoke(reference, function(function));
    }

    @Override
    public Object ensure() {
      return core("ensure").invoke(reference);
    }

    @Override
    public int historyCount() {
      return ((Number) core("ref-history-count").invoke(reference)).intValue();
    }
  }

  private record ClojureDelay(Object delay) implements ADelay {

    @Override
    public Object deref() {
      return core("deref").invoke(delay);
    }

    @Override
    public Object deref(long millis, Object fallback) {
      return core("deref").invoke(delay, millis, fallback);
    }

    @Override
    public boolean isRealized() {
      return (Boolean) core("realized?").invoke(delay);
    }
  }

  private static final class ClojureAgent extends Known implements AnAgent {

    ClojureAgent(Object agent) {
      super(agent);
    }

    @Override
    public void send(UnaryOperator<Object> action) {
      core("send").invoke(reference, function(action));
    }

    @Override
    public void sendOff(UnaryOperator<Object> action) {
      core("send-off").invoke(reference, function(action));
    }

    @Override
    public void sendVia(Executor executor, UnaryOperator<Object> action) {
      core("send-via").invoke(executor, reference, function(action));
    }

    @Override
    public void await() {
      core("await").invoke(reference);
    }

    @Override
    public boolean awaitFor(long millis) {
      return (Boolean) core("await-for").invoke(millis, reference);
    }

    @Override
    public Throwable error() {
      return (Throwable) core("agent-error").invoke(reference);
    }

    @Override
    public void restart(Object state, boolean clearActions) {
      core("restart-agent").invoke(reference, state, CLEAR_ACTIONS, clearActions);
    }
  }

  private record ClojurePromise(Object promise) implements APromise {

    @Override
    public Object deref() {
      return core("deref").invoke(promise);
    }

    @Override
    public Object deref(long millis, Object fallback) {
      return core("deref").invoke(promise, millis, fallback);
    }

    @Override
    public boolean isRealized() {
      return (Boolean) core("realized?").invoke(promise);
    }

    @Override
    public String deliver(Object value) {
      return core("deliver").invoke(promise, value) == null ? "null" : "promise";
    }

    @Override
    public boolean cancel() {
      return (Boolean) core("future-cancel").invoke(promise);
    }
  }

  @Override
  public AnAgent agent(Object initial, BiConsumer<AnAgent, Throwable> handler, boolean goesOn) {
    if (handler == null) {
      return new ClojureAgent(core("agent").invoke(initial));
    }
    IFn handling =
        new AFn() {
          @Override
          public Object invoke(Object agent, Object thrown) {
            handler.accept(new ClojureAgent(agent), (Throwable) thrown);
            return null;
          }
        };
    Object mode = Clojure.read(goesOn ? ":continue" : ":fail");
    return new ClojureAgent(
        core("agent").invoke(initial, ERROR_HANDLER, handling, ERROR_MODE, mode));
  }

  @Override
  public Object currentAgent() {
    return ((Var) core("*agent*")).deref();
  }

  @Override
  public int releasePendingSends() {
    return ((Number) core("release-pending-sends").invoke()).intValue();
  }

  @Override
  public APromise promise() {
    return new ClojurePromise(core("promise").invoke());
  }

  @Override
  public APromise future(Supplier<Object> body) {
    return new ClojurePromise(FUTURE.invoke(thunk(body::get)));
  }

  @Override
  public AnAtom atom(Object initial) {
    return new ClojureAtom(core("atom").invoke(initial));
  }

  @Override
  public AnAtom atom(Object initial, Predicate<Object> validator) {
    return new ClojureAtom(core("atom").invoke(initial, VALIDATOR, function(validator::test)));
  }

  @Override
  public ARef ref(Object initial) {
    return new ClojureRef(core("ref").invoke(initial));
  }

  @Override
  public ARef ref(Object initial, Predicate<Object> validator) {
    return new ClojureRef(core("ref").invoke(initial, VALIDATOR, function(validator::test)));
  }

  @Override
  public ARef refWithHistory(Object initial, int values) {
    return new ClojureRef(core("ref").invoke(initial, MIN_HISTORY, values));
  }

  @Override
  public ADelay delay(Supplier<Object> body) {
    return new ClojureDelay(DELAY.invoke(thunk(body::get)));
  }

  @Override
  public Object dosync(Body<Object, Throwable> body) {
    return DOSYNC.invoke(thunk(body));
  }

  @Override
  public Object dosyncSnapshot(Body<Object, Throwable> body) {
    return dosync(body);
  }

  @Override
  public Object dosyncLimited(Body<Object, Throwable> body) {
    return dosync(body);
  }

  @Override
  public void dosync(VoidBody<Throwable> body) {
    Body<Object, Throwable> withResult =
        () -> {
          body.run();
          return null;
        };
    dosync(withResult);
  }

  @Override
  public Object io(Supplier<Object> effect) {
    return IO.invoke(thunk(effect::get));
  }

  @Override
  public boolean isRunning() {
    return LockingTransaction.isRunning();
  }

  @Override
  public String toString() {
    return "Clojure";
  }
}
