package org.dosync.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Action;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.DosyncException;
import org.dosync.ErrorMode;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.SentFrom;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * One instance of an {@link AgentState} bean, and its agent. The instance is made, used and
 * destroyed by actions of the agent; the agent's state is what the last of them has returned.
 */
final class AgentInstance<T> {

  /** What a method has returned. */
  record Answer(@Nullable Object value) {
    /** For the text of the agent: what methods return is not for every log. */
    @Override
    public String toString() {
      return "a bean";
    }
  }

  /** FREE to TAKEN for each action, and back; both to ENDED when the bean goes. */
  private enum Turn {
    FREE,
    TAKEN,
    ENDED
  }

  private static final long GONE = -1;
  private static final long ENTERED = (1L << 32) + 1;

  /** What is being made on this thread, for the interceptor that is made with it. */
  private static final ThreadLocal<@Nullable AgentInstance<?>> MAKING = new ThreadLocal<>();

  private final Object key;
  private final AgentInstances<T> instances;
  private final Agent<Answer> agent;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.FREE);

  /**
   * How many callers are about to send, and above that, since the same number may be another one,
   * how many there have been; or {@link #GONE}.
   */
  private final AtomicLong callers = new AtomicLong();

  /** Whether it was called since somebody looked last. */
  private volatile boolean used = true;

  // Of the turn:
  private @Nullable T bean;
  private @Nullable CreationalContext<T> context;

  /** Where a failure comes from that nobody else will hear of, or null. No call: of its context. */
  private @Nullable String unheard;

  AgentInstance(Object key, AgentInstances<T> instances, Agent.Builder<Answer> builder) {
    this.key = key;
    this.instances = instances;
    this.agent = builder.errorHandler(this::failed).build();
    this.unheard = agent.name();
  }

  /** The one that is being made here for this bean, or null. */
  static @Nullable AgentInstance<?> making(Bean<?> bean) {
    AgentInstance<?> making = MAKING.get();
    return making != null && making.instances.bean().equals(bean) ? making : null;
  }

  Object key() {
    return key;
  }

  AgentInstances<T> instances() {
    return instances;
  }

  Agent<Answer> agent() {
    return agent;
  }

  boolean isItsTurn() {
    return Agent.current() == agent;
  }

  // ---- calls

  /** An action that may wait in a queue: messages name what was called. */
  record Call<T>(AgentInstance<T> instance, AgentMethod method, @Nullable Object[] arguments)
      implements Action<Answer>, SentFrom {

    @Override
    public Answer apply(Answer before) throws Exception {
      return instance.run(this);
    }

    @Override
    public String sentFrom() {
      return method.name();
    }
  }

  private Answer run(Call<T> call) throws Exception {
    unheard = call.method.returns() == Returns.NOTHING ? call.sentFrom() : null;
    try {
      Answer answer = new Answer(onTurn(() -> callNow(call.method, call.arguments)));
      unheard = agent.name();
      return answer;
    } finally {
      used = true;
    }
  }

  /** As a part of an action of the agent. */
  @Nullable Object callNow(AgentMethod method, @Nullable Object[] arguments) throws Exception {
    T there = bean;
    return method.invoke(there == null ? make() : there, arguments);
  }

  private @Nullable Object onTurn(Callable<@Nullable Object> body) throws Exception {
    if (!turn.compareAndSet(Turn.FREE, Turn.TAKEN)) {
      throw new DosyncException("Can't call " + agent.name() + ": the bean has been destroyed");
    }
    try {
      return instances.inRequestScope(body);
    } finally {
      if (!turn.compareAndSet(Turn.TAKEN, Turn.FREE)) {
        destroyInRequestScope(); // the bean has ended meanwhile
      }
    }
  }

  // ---- the life of the bean, all on the turn

  private T make() {
    if (making(instances.bean()) == this) {
      throw new DosyncException(
          agent.name()
              + " is not made yet: its @PostConstruct can't call it through the container");
    }
    CreationalContext<T> fresh = instances.newContext();
    AgentInstance<?> outer = MAKING.get();
    MAKING.set(this);
    try {
      T made = instances.bean().create(fresh);
      bean = made;
      context = fresh;
      return made;
    } catch (Throwable thrown) {
      fresh.release();
      throw new DosyncException("Can't make " + agent.name() + ": " + thrown, thrown);
    } finally {
      restore(outer);
    }
  }

  private static void restore(@Nullable AgentInstance<?> outer) {
    if (outer == null) {
      MAKING.remove();
    } else {
      MAKING.set(outer);
    }
  }

  /** Once. */
  private @Nullable Object destroy() {
    T old = bean;
    CreationalContext<T> oldContext = context;
    if (old != null && oldContext != null) {
      try {
        instances.bean().destroy(old, oldContext);
      } catch (Throwable thrown) {
        Failures.report(new Failure("@PreDestroy", agent, thrown));
      } finally {
        bean = null;
        context = null;
      }
    }
    return null;
  }

  /**
   * On the agent's turn, before it counts as failed: nothing of what has failed survives. If who is
   * told calls the bean, that is no action of its own: it might fail as well, without an end.
   */
  private void failed(Agent<?> failed, Throwable thrown) {
    String sentFrom = unheard;
    unheard = agent.name();
    if (sentFrom != null) {
      Failures.report(new Failure("action", failed, thrown, sentFrom));
    }
    if (failed.errorMode() == ErrorMode.FAIL) {
      destroyOnTurn();
    }
  }

  private void destroyInRequestScope() {
    try {
      instances.inRequestScope(this::destroy);
    } catch (Exception containerHasEnded) {
      destroy();
    }
  }

  private void destroyOnTurn() {
    try {
      onTurn(this::destroy);
    } catch (Exception beanHasEnded) {
      // and was destroyed by that
    }
  }

  void restart() {
    Transaction.io(
        "Can't restart "
            + agent.name()
            + " in a transaction, which could not undo that: call it outside, or hand it to"
            + " Transaction.onCommit");
    if (agent.error() != null) {
      try {
        agent.restart(new Answer(null));
      } catch (DosyncException restartedMeanwhile) {
        // by another caller, which is as good
      }
    }
  }

  /**
   * The whole bean goes: no action comes any more, and if none runs the caller is the last to have
   * a turn.
   */
  void end() {
    if (turn.getAndSet(Turn.ENDED) == Turn.FREE) {
      destroyInRequestScope();
    }
  }

  // ---- leaving when idle

  /** Has to be called before a send, and {@link #leave} after it; false if it is too late. */
  boolean enter() {
    long now = callers.get();
    while (now != GONE && !callers.compareAndSet(now, now + ENTERED)) {
      now = callers.get();
    }
    return now != GONE;
  }

  void leave() {
    callers.decrementAndGet();
  }

  /** Called again and again, from outside. An agent that has failed waits for a restart. */
  void leaveIfIdle() {
    if (used) {
      used = false;
    } else if (agent.queueSize() == 0 && agent.error() == null) {
      try {
        agent.trySendOff(this::leaveIfStillIdle);
      } catch (AgentFailedException meanwhile) {
        // so it is not idle
      }
    }
  }

  /** Whoever has called meanwhile finds a fresh instance here, or elsewhere if nobody has. */
  private Answer leaveIfStillIdle(Answer last) {
    if (!used && isAlone()) {
      destroyOnTurn();
      leaveIfNobodyComes();
    }
    return last;
  }

  /** Whether the action that runs is all there is, those included that transactions hold back. */
  private boolean isAlone() {
    return agent.queueSize() == 1;
  }

  private void leaveIfNobodyComes() {
    long now = callers.get();
    if ((int) now == 0 && isAlone() && callers.compareAndSet(now, GONE)) {
      instances.remove(this);
    }
  }
}
