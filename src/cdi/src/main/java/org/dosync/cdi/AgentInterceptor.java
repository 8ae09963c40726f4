package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.dosync.Action;
import org.dosync.Agent;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls of a bean to its agent. There is one of these, and so one agent, for each instance of
 * the bean. The agent's state is what the last action has returned; the bean is the state proper.
 */
@AgentCall
@Interceptor
@Priority(AgentInterceptor.PRIORITY)
class AgentInterceptor {

  static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 6;

  private final DosyncRuntime runtime;
  private final RequestScope requestScope;
  private final boolean blocking;
  private final Agent<Answer> agent;

  /** What a method has returned. */
  private record Answer(@Nullable Object value) {}

  /** Where a failure comes from that nobody else will hear of, or null. Of the running action. */
  private @Nullable String unheard;

  @Inject
  AgentInterceptor(
      ContainerRuntime runtime,
      RequestScope requestScope,
      @Intercepted Bean<?> bean,
      BeanManager beans,
      DosyncExtension extension) {
    this.runtime = runtime.get();
    this.requestScope = requestScope;
    AgentState written =
        requireNonNull(
            Bound.onClass(AgentState.class, bean.getBeanClass(), bean.getStereotypes(), beans));
    AgentState options = extension.configuration().of(written, bean.getBeanClass()).annotation();
    this.blocking = options.blocking();
    this.agent =
        Agent.builder(new Answer(null))
            .name(bean.getBeanClass().getSimpleName())
            .runtime(this.runtime)
            .errorHandler(this::failed)
            .errorMode(options.errorMode())
            .capacity(options.capacity())
            .overflow(options.overflow())
            .build();
  }

  private void failed(Agent<?> failed, Throwable thrown) {
    String sentFrom = unheard;
    if (sentFrom != null) {
      Failures.report(new Failure("action", failed, thrown, sentFrom));
    }
  }

  @AroundInvoke
  @Nullable Object send(InvocationContext call) throws Exception {
    if (Agent.current() == agent) {
      return call.proceed(); // the bean calls itself: a part of the action that runs
    }
    Returns returns = Returns.of(call.getMethod());
    Action<Answer> action = state -> run(call, returns == Returns.NOTHING);
    boolean blocking = isBlocking(call.getMethod());
    if (returns == Returns.NOTHING) {
      return blocking ? nothing(agent.sendOff(action)) : nothing(agent.send(action));
    }
    Promise<Answer> promise = blocking ? agent.submitOff(action) : agent.submit(action);
    return returns == Returns.PROMISE ? flat(promise) : await(promise);
  }

  private static @Nullable Object nothing(Object ignored) {
    return null;
  }

  private boolean isBlocking(Method method) {
    return method.isAnnotationPresent(SendOff.class)
        || (blocking && !method.isAnnotationPresent(Send.class));
  }

  private Answer run(InvocationContext call, boolean nobodyHears) throws Exception {
    unheard = nobodyHears ? AsyncCall.nameOf(call.getMethod()) : null;
    return new Answer(requestScope.call(call::proceed));
  }

  private static @Nullable Object await(Promise<Answer> promise) {
    try {
      return promise.deref().value();
    } catch (CompletionException e) {
      throw Unchecked.rethrow(e.getCause() == null ? e : e.getCause());
    } catch (DosyncException notWaitedFor) { // the caller is told that nothing has come of it
      promise.cancel(true);
      throw notWaitedFor;
    }
  }

  /** A promise of the value of what the action returns; cancelling it withdraws the action. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private CompletableFuture<@Nullable Object> flat(Promise<Answer> promise) {
    CompletableFuture<@Nullable Object> flat = promise.thenCompose(this::stage);
    flat.whenComplete((value, thrown) -> withdrawIfCancelled(promise, thrown));
    return flat;
  }

  private static void withdrawIfCancelled(Promise<?> promise, @Nullable Throwable thrown) {
    if (thrown instanceof CancellationException) {
      promise.cancel(true);
    }
  }

  private CompletionStage<@Nullable Object> stage(Answer answer) {
    Object returned = answer.value();
    if (returned instanceof CompletionStage<?> stage) {
      return stage.thenApply(value -> value);
    }
    return returned instanceof Future<?>
        ? runtime.future(() -> Returns.valueOf(returned)) // the bean goes on meanwhile
        : CompletableFuture.completedFuture(returned);
  }
}
