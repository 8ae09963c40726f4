package org.dosync.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.Delay;
import org.dosync.DosyncException;
import org.dosync.Job;
import org.dosync.RuntimeClosedException;
import org.dosync.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The instances of an {@link AgentState} bean by their keys; without keys there is one.
 *
 * <p>An instance leaves by an action of its own, when nothing waits behind that and nobody is about
 * to send. Whoever comes later makes another; so there are never two of a key that do anything.
 */
final class AgentInstances<T> {

  private final Map<Object, AgentInstance<T>> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Method, AgentMethod> methods = new ConcurrentHashMap<>();
  private final Bean<T> bean;
  private final Annotations annotations;
  private final AgentState options;
  private final Container container;
  private final boolean keyed;
  private final boolean leaving;

  /** A delay: the first call may be in a transaction, on whose commit this must not depend. */
  private final @Nullable Delay<@Nullable Job> sweeper;

  private volatile boolean ended;

  AgentInstances(Bean<T> bean, Annotations annotations, AgentState options, Container container) {
    this.bean = bean;
    this.annotations = annotations;
    this.options = options;
    this.container = container;
    this.keyed =
        Stream.concat(annotations.methods().stream(), Stream.of(bean.getBeanClass().getMethods()))
            .anyMatch(method -> !annotations.parameters(AgentKey.class, method).isEmpty());
    Duration idleTimeout = idleTimeout(options);
    this.leaving = idleTimeout != null;
    this.sweeper = idleTimeout == null ? null : Delay.of(() -> sweepEvery(idleTimeout));
  }

  /**
   * After which time without a call an instance leaves; null if never.
   *
   * @throws IllegalArgumentException if that makes no sense
   */
  static @Nullable Duration idleTimeout(AgentState options) {
    String text = options.idleTimeout();
    Duration timeout = text.isEmpty() ? null : Durations.parse(text);
    if (timeout != null && timeout.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("idleTimeout must be more than zero, not " + text);
    }
    return timeout;
  }

  /** Null if the scheduler is closed, as when the container ends: so do all instances then. */
  private @Nullable Job sweepEvery(Duration idleTimeout) {
    try {
      return container
          .scheduler()
          .every(
              idleTimeout,
              () -> byKey.values().forEach(AgentInstance::leaveIfIdle),
              Scheduler.options()
                  .initialDelay(idleTimeout)
                  .description(name() + ": idle instances"));
    } catch (RuntimeClosedException e) {
      return null;
    }
  }

  Bean<T> bean() {
    return bean;
  }

  private String name() {
    return bean.getBeanClass().getSimpleName();
  }

  CreationalContext<T> newContext() {
    return container.newContext(bean);
  }

  @Nullable Object inRequestScope(Callable<@Nullable Object> body) throws Exception {
    return container.requestScope().call(body);
  }

  AgentMethod method(Method method) {
    AgentMethod known = methods.get(method);
    return known == null
        ? methods.computeIfAbsent(method, unknown -> new AgentMethod(unknown, options, annotations))
        : known;
  }

  /** Whether no instance is meant: what others have written has no key in a bean of keys. */
  boolean isOfDoor(AgentMethod method) {
    return keyed && !method.hasKey();
  }

  /** The door is equal to itself, and does nothing else. */
  Object ofDoor(InvocationContext call) {
    Method method = call.getMethod();
    return switch (Overriding.isOfObject(method) ? method.getName() : "") {
      case "toString" -> "#<agents of " + name() + ">";
      case "hashCode" -> System.identityHashCode(call.getTarget());
      case "equals" -> call.getTarget() == call.getParameters()[0];
      default ->
          throw new DosyncException(
              "No @AgentKey says which instance of "
                  + name()
                  + " "
                  + method.getName()
                  + " is for: call a method that has one, or override this one");
    };
  }

  /** The instance of a key, which stays until it is given back. */
  AgentInstance<T> enter(Object key) {
    AgentInstance<T> instance = there(key);
    while (leaving && !instance.enter()) {
      remove(instance);
      instance = there(key);
    }
    return instance;
  }

  void leave(AgentInstance<?> instance) {
    if (leaving) {
      instance.leave();
    }
  }

  private AgentInstance<T> there(Object key) {
    AgentInstance<T> instance = byKey.get(key);
    if (instance == null) {
      beginToSweep();
      instance = byKey.computeIfAbsent(key, this::oneMore);
      if (ended) { // after the making: the end has seen it, or is seen here
        end();
      }
    }
    if (instance == null) {
      throw new RejectedExecutionException(
          name()
              + " has "
              + options.maxInstances()
              + " instances, as many as its maxInstances allows, and none for the key "
              + key
              + ": allow more, or let idle ones go by an idleTimeout");
    }
    return instance;
  }

  private void beginToSweep() {
    if (sweeper != null) {
      sweeper.deref();
    }
  }

  private @Nullable AgentInstance<T> oneMore(Object key) {
    Agent.Builder<AgentInstance.Answer> agent = agent(key); // first: the text of a key may throw
    if (count.incrementAndGet() > options.maxInstances()) {
      count.decrementAndGet();
      return null;
    }
    return new AgentInstance<>(key, this, agent);
  }

  private Agent.Builder<AgentInstance.Answer> agent(Object key) {
    int places = options.capacity();
    return Agent.builder(new AgentInstance.Answer(null))
        .name(AgentMethod.isKey(key) ? name() + "[" + key + "]" : name())
        .runtime(container.runtime())
        .errorMode(options.errorMode())
        .capacity(leaving && places < Integer.MAX_VALUE ? places + 1 : places) // to leave by
        .overflow(options.overflow());
  }

  void remove(AgentInstance<?> instance) {
    if (byKey.remove(instance.key(), instance)) {
      count.decrementAndGet();
    }
  }

  /** The bean goes. Does no harm again. */
  void end() {
    ended = true;
    stopSweeping();
    byKey.values().forEach(AgentInstance::end);
  }

  private void stopSweeping() {
    Job sweep = sweeper != null && sweeper.isRealized() ? sweeper.deref() : null;
    if (sweep != null) {
      sweep.stop();
    }
  }
}
