package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * Tells of what happens to those who want to know: Flight Recorder, and {@link Statistics}. As long
 * as nobody does, the question costs a look at two static fields, and that is all.
 *
 * <p>What is told never changes what happens: a telling that fails is dropped.
 */
final class Recorder {

  private Recorder() {}

  static boolean isOn() {
    return Statistics.isOn() || Flight.isOn();
  }

  /** Runs an action, and tells of it. */
  static @Nullable Object run(
      Agent<?> agent, Action<@Nullable Object> bare, Action<?> action, long queue)
      throws Exception {
    AgentActionEvent event = Flight.isOn() ? AgentActionEvent.begun() : null;
    long began = System.nanoTime();
    Throwable failure = null;
    try {
      return agent.perform(bare);
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      ended(agent, action, queue, began, failure, event);
    }
  }

  private static void ended(
      Agent<?> agent,
      Action<?> action,
      long queue,
      long began,
      @Nullable Throwable failure,
      @Nullable AgentActionEvent event) {
    try {
      String name = agent.name() == null ? agent.label() : agent.name();
      long nanos = System.nanoTime() - began;
      Statistics.tell(began, counts -> counts.action(name, nanos, failure != null));
      if (event != null && event.ended()) {
        event.agent = name;
        event.action = Sent.origin(action);
        event.queue = queue;
        event.thrown = typeOf(failure);
        event.commit();
      }
    } catch (Throwable dropped) {
      return;
    }
  }

  /** Runs the task of a job, and tells of it. */
  static void run(Job job, long number) throws Throwable {
    JobEvent event = Flight.isOn() ? JobEvent.begun() : null;
    long began = System.nanoTime();
    Throwable failure = null;
    try {
      job.task().run();
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      ended(job, number, began, failure, event);
    }
  }

  private static void ended(
      Job job, long number, long began, @Nullable Throwable failure, @Nullable JobEvent event) {
    try {
      long nanos = System.nanoTime() - began;
      Statistics.tell(began, counts -> counts.job(job.label(), nanos, failure != null));
      if (event != null && event.ended()) {
        event.job = job.label();
        event.run = number;
        event.thrown = typeOf(failure);
        event.commit();
      }
    } catch (Throwable dropped) {
      return;
    }
  }

  static void sideEffect(Attempt attempt, SideEffectInTransactionException met, Policy decision) {
    if (Flight.isOn()) {
      try {
        tell(attempt, met, decision);
      } catch (Throwable dropped) {
        return;
      }
    }
  }

  private static void tell(Attempt attempt, SideEffectInTransactionException met, Policy decision) {
    SideEffectEvent event = new SideEffectEvent();
    if (event.shouldCommit()) {
      event.transaction = attempt.knownName();
      event.number = met.tryNumber();
      event.effect = met.effect().name();
      event.operation = met.operation();
      event.decision = decision.name();
      event.callSite = met.callSite() == null ? null : met.callSite().toString();
      event.commit();
    }
  }

  /** So that the first side effect need not load a class; see {@link SideEffects}. */
  static boolean warmUp() {
    return Flight.isThere() && new SideEffectEvent().isEnabled();
  }

  static @Nullable String typeOf(@Nullable Throwable thrown) {
    return thrown == null ? null : thrown.getClass().getName();
  }
}
