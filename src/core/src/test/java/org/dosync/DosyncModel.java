package org.dosync;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Plays scenarios in Dosync. */
class DosyncModel implements Model {

  private static final TransactionOptions SNAPSHOT =
      Transaction.options().isolation(Isolation.SNAPSHOT);
  private static final TransactionOptions LIMITED = Transaction.options().maxRetries(3);

  static class Known<R extends Reference<Object>> implements Identity {

    final R reference;

    Known(R reference) {
      this.reference = reference;
    }

    @Override
    public Object deref() {
      return reference.deref();
    }

    @Override
    public Map<Object, Object> meta() {
      return new HashMap<>(reference.meta());
    }

    @Override
    public void resetMeta(Map<String, Object> meta) {
      reference.resetMeta(meta);
    }

    @Override
    public void alterMeta(Runnable first, String key, Object value) {
      reference.alterMeta(
          meta -> {
            first.run();
            Map<String, Object> copy = new HashMap<>(meta);
            copy.put(key, value);
            return copy;
          });
    }

    @Override
    public void setValidator(Predicate<Object> validator) {
      reference.setValidator(validator);
    }

    @Override
    public boolean hasValidator() {
      return reference.validator() != null;
    }

    @Override
    public void addWatch(Object key, Watching watch) {
      reference.addWatch(key, (k, r, from, to) -> watch.changed(k, from, to));
    }

    @Override
    public void removeWatch(Object key) {
      reference.removeWatch(key);
    }

    @Override
    public Object itself() {
      return reference;
    }
  }

  private static final class DosyncAtom extends Known<Atom<Object>> implements AnAtom {

    DosyncAtom(Atom<Object> atom) {
      super(atom);
    }

    @Override
    public Object swap(UnaryOperator<Object> function) {
      return reference.swap(function);
    }

    @Override
    public Change<Object> swapVals(UnaryOperator<Object> function) {
      return reference.swapVals(function);
    }

    @Override
    public Object reset(Object value) {
      return reference.reset(value);
    }

    @Override
    public Change<Object> resetVals(Object value) {
      return reference.resetVals(value);
    }

    @Override
    public boolean compareAndSet(Object expected, Object value) {
      return reference.compareAndSet(expected, value);
    }
  }

  private static final class DosyncRef extends Known<Ref<Object>> implements ARef {

    DosyncRef(Ref<Object> ref) {
      super(ref);
    }

    @Override
    public Object set(Object value) {
      return reference.set(value);
    }

    @Override
    public Object alter(UnaryOperator<Object> function) {
      return reference.alter(function);
    }

    @Override
    public Object commute(UnaryOperator<Object> function) {
      reference.commute(function);
      return "nothing";
    }

    @Override
    public Object ensure() {
      return reference.ensure();
    }

    @Override
    public int historyCount() {
      return reference.historyCount();
    }
  }

  private record DosyncDelay(Delay<Object> delay) implements ADelay {

    @Override
    public Object deref() {
      return delay.deref();
    }

    @Override
    public Object deref(long millis, Object fallback) {
      return delay.deref(Duration.ofMillis(millis), fallback);
    }

    @Override
    public boolean isRealized() {
      return delay.isRealized();
    }
  }

  private static final class DosyncAgent extends Known<Agent<Object>> implements AnAgent {

    DosyncAgent(Agent<Object> agent) {
      super(agent);
    }

    @Override
    public void send(UnaryOperator<Object> action) {
      reference.send(action::apply);
    }

    @Override
    public void sendOff(UnaryOperator<Object> action) {
      reference.sendOff(action::apply);
    }

    @Override
    public void sendVia(Executor executor, UnaryOperator<Object> action) {
      reference.sendVia(executor, action::apply);
    }

    @Override
    public void await() {
      Agent.await(reference);
    }

    @Override
    public boolean awaitFor(long millis) {
      return Agent.awaitFor(Duration.ofMillis(millis), reference);
    }

    @Override
    public Throwable error() {
      return reference.error();
    }

    @Override
    public void restart(Object state, boolean clearActions) {
      reference.restart(state, clearActions);
    }
  }

  private record DosyncPromise(Promise<Object> promise) implements APromise {

    @Override
    public Object deref() {
      return promise.deref();
    }

    @Override
    public Object deref(long millis, Object fallback) {
      return promise.deref(Duration.ofMillis(millis), fallback);
    }

    @Override
    public boolean isRealized() {
      return promise.isRealized();
    }

    @Override
    public String deliver(Object value) {
      return String.valueOf(promise.deliver(value));
    }

    @Override
    public boolean cancel() {
      return promise.cancel(true);
    }
  }

  @Override
  public AnAgent agent(Object initial, BiConsumer<AnAgent, Throwable> handler, boolean goesOn) {
    Agent.Builder<Object> builder = Agent.builder(initial);
    if (handler != null) {
      builder.errorHandler((agent, thrown) -> handler.accept(new DosyncAgent(agent), thrown));
      builder.errorMode(goesOn ? ErrorMode.CONTINUE : ErrorMode.FAIL);
    }
    return new DosyncAgent(builder.build());
  }

  @Override
  public Object currentAgent() {
    return Agent.current();
  }

  @Override
  public int releasePendingSends() {
    return Agent.releasePendingSends();
  }

  @Override
  public APromise promise() {
    return new DosyncPromise(new Promise<>());
  }

  @Override
  public APromise future(Supplier<Object> body) {
    return new DosyncPromise(Futures.<Object>future(body::get));
  }

  @Override
  public AnAtom atom(Object initial) {
    return new DosyncAtom(Atom.of(initial));
  }

  @Override
  public AnAtom atom(Object initial, Predicate<Object> validator) {
    return new DosyncAtom(Atom.builder(initial).validator(validator).build());
  }

  @Override
  public ARef ref(Object initial) {
    return new DosyncRef(Ref.of(initial));
  }

  @Override
  public ARef ref(Object initial, Predicate<Object> validator) {
    return new DosyncRef(Ref.builder(initial).validator(validator).build());
  }

  @Override
  public ARef refWithHistory(Object initial, int values) {
    return new DosyncRef(Ref.builder(initial).history(History.keep(values)).build());
  }

  @Override
  public ADelay delay(Supplier<Object> body) {
    return new DosyncDelay(Delay.of(body));
  }

  @Override
  public Object dosync(Body<Object, Throwable> body) {
    return dosync(Transaction.options(), body);
  }

  @Override
  public Object dosyncSnapshot(Body<Object, Throwable> body) {
    return dosync(SNAPSHOT, body);
  }

  @Override
  public Object dosyncLimited(Body<Object, Throwable> body) {
    return dosync(LIMITED, body);
  }

  @Override
  public void dosync(VoidBody<Throwable> body) {
    dosync(
        Transaction.options(),
        () -> {
          body.run();
          return null;
        });
  }

  private static Object dosync(TransactionOptions options, Body<Object, Throwable> body) {
    try {
      return options.dosync(body);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  @Override
  public Object io(Supplier<Object> effect) {
    Transaction.io();
    return effect.get();
  }

  @Override
  public boolean isRunning() {
    return Transaction.isRunning();
  }

  @Override
  public String toString() {
    return "Dosync";
  }
}
