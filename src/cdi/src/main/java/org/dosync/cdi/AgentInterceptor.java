package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.TransientReference;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.dosync.Agent;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;
import org.dosync.SentFrom;
import org.dosync.cdi.AgentInstance.Answer;
import org.dosync.cdi.AgentInstance.Call;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls of a bean to the agents of its instances. What the container makes, and callers meet,
 * is only the door to those: no method of it runs, and none of its life. The instances have an
 * interceptor of their own each, which lets the calls of their agents pass.
 *
 * <p>Serializable for containers only, which would refuse a bean of a session before it is told why
 * it can't be an agent.
 */
@AgentCall
@Interceptor
@Priority(AgentInterceptor.PRIORITY)
class AgentInterceptor implements Serializable {

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 6;

  private static final long serialVersionUID = 1L;

  private final transient DosyncRuntime runtime;
  private final transient AgentInstances<?> instances;

  /** Whose it is; null for the door's. */
  private final transient @Nullable AgentInstance<?> self;

  @Inject
  AgentInterceptor(@TransientReference Container container, @Intercepted Bean<?> bean) {
    this.runtime = container.runtime();
    this.self = AgentInstance.making(bean);
    this.instances = self == null ? container.instancesOf(bean) : self.instances();
  }

  @PostConstruct
  @Nullable Object made(InvocationContext call) throws Exception {
    return self == null ? null : call.proceed();
  }

  @PreDestroy
  @Nullable Object destroyed(InvocationContext call) throws Exception {
    if (self != null) {
      return call.proceed();
    }
    instances.end();
    return null;
  }

  @AroundInvoke
  @Nullable Object send(InvocationContext call) throws Exception {
    if (self != null && self.isItsTurn()) {
      return call.proceed();
    }
    AgentMethod method = instances.method(call.getMethod());
    if (instances.isOfDoor(method)) {
      return instances.ofDoor(call);
    }
    AgentInstance<?> instance = instances.enter(method.key(call.getParameters()));
    try {
      return instance.isItsTurn() // the bean calls itself: a part of the action that runs
          ? instance.callNow(method, call.getParameters())
          : send(instance, method, call.getParameters());
    } finally {
      instances.leave(instance);
    }
  }

  private @Nullable Object send(
      AgentInstance<?> instance, AgentMethod method, @Nullable Object[] arguments) {
    if (method.isRestart()) {
      instance.restart();
    }
    Call<?> call = new Call<>(instance, method, arguments);
    Agent<Answer> agent = instance.agent();
    if (method.returns() == Returns.NOTHING) {
      return nothing(method.isBlocking() ? agent.sendOff(call) : agent.send(call));
    }
    Promise<Answer> promise = method.isBlocking() ? agent.submitOff(call) : agent.submit(call);
    return method.returns() == Returns.PROMISE
        ? promise.thenCompose(new Flat(runtime, method.name()))
        : await(promise, method);
  }

  private static @Nullable Object nothing(Object ignored) {
    return null;
  }

  private static @Nullable Object await(Promise<Answer> promise, AgentMethod method) {
    try {
      return promise.deref().value();
    } catch (CompletionException e) {
      throw Unchecked.rethrow(thrownIn(promise));
    } catch (DosyncException notWaitedFor) { // the caller is told that nothing has come of it
      promise.cancel(true);
      throw notWaitedFor.getClass() == DosyncException.class
          ? refused(method, notWaitedFor)
          : notWaitedFor;
    }
  }

  /** Whoever calls a method does not know of a promise. */
  private static DosyncException refused(AgentMethod method, DosyncException refusal) {
    return new DosyncException(
        "Can't wait for the answer of "
            + method.name()
            + " here. "
            + refusal.getMessage()
            + ". To ask later, have the method return a promise",
        refusal);
  }

  /** As it is: the method may have thrown a {@link CompletionException} itself. */
  private static Throwable thrownIn(Promise<?> failed) {
    return requireNonNull(failed.<@Nullable Throwable>handle((value, thrown) -> thrown).join());
  }

  /** For a promise of the value of what the action returns; cancelling it withdraws the action. */
  private record Flat(DosyncRuntime runtime, String sentFrom)
      implements Function<Answer, CompletionStage<@Nullable Object>>, SentFrom {

    @Override
    public CompletionStage<@Nullable Object> apply(Answer answer) {
      Object returned = answer.value();
      if (returned instanceof CompletionStage<?> stage) {
        return stage.thenApply(value -> value);
      }
      return returned instanceof Future<?>
          ? runtime.future(() -> Returns.valueOf(returned)) // the bean goes on meanwhile
          : CompletableFuture.completedFuture(returned);
    }
  }
}
