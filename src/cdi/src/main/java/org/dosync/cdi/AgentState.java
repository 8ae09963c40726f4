package org.dosync.cdi;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.dosync.Agent;
import org.dosync.ErrorMode;
import org.dosync.Overflow;

/**
 * A bean whose business methods are actions of an agent: they run one after another, on other
 * threads, in the order of the calls of each thread. Its fields need no lock. Application scoped
 * unless it says otherwise. With an {@link AgentKey} there is an instance for each key.
 *
 * <pre>{@code
 * @AgentState
 * class SharedLog {
 *   private final List<String> lines = new ArrayList<>();
 *
 *   void write(String line) {          // returns at once
 *     lines.add(line);
 *   }
 *
 *   int count() {                      // waits for its turn, and for the answer
 *     return lines.size();
 *   }
 * }
 * }</pre>
 *
 * <p>A void method returns at once; one that returns a {@link java.util.concurrent.Future}, {@link
 * java.util.concurrent.CompletionStage}, {@link java.util.concurrent.CompletableFuture} or {@link
 * org.dosync.Promise} returns a {@link org.dosync.Promise} at once; any other waits for its action.
 * What a void method throws goes to {@link org.dosync.Failures}, and so does a failure that nobody
 * asks a promise for. A wait that could never end, because the action would have to wait for the
 * caller, is refused with {@link org.dosync.DosyncException}; if it is the call that waits, its
 * action does not run.
 *
 * <p>A call in a transaction goes out after its commit, or never; a call in an action of any agent
 * goes out at that action's end. A call of the bean to itself runs at once, as a part of the
 * action, whether it passes the container or not. Calls that are made once the container shuts down
 * are refused with {@link org.dosync.RuntimeClosedException}.
 *
 * <p>An instance is made by its first action, with {@link jakarta.annotation.PostConstruct} in it;
 * if that throws, the action fails with a {@link org.dosync.DosyncException}, and the next one
 * tries again, or after a {@link Restart}. {@link jakarta.annotation.PreDestroy} runs on the turn
 * of the agent too, or at the end of the application after its last. The container makes one more
 * object, which takes the calls and is none of the instances: its constructor and injections run,
 * nothing else of it. So constructors should do no more than to assign.
 *
 * <p>The threads are those that {@link DosyncExecutor} tells of. It is the outermost interceptor,
 * at {@code PLATFORM_BEFORE + 6}: all others run as part of the action, with a request context of
 * its own, unless the executor carries that of the caller, as Quarkus's does. Private, static and
 * final methods do not pass it; {@link Send} and {@link SendOff} on them are refused at deployment.
 */
@AgentCall
@ApplicationScoped
@Documented
@Inherited
@Retention(RUNTIME)
@Stereotype
@Target(TYPE)
public @interface AgentState {

  /**
   * Where methods without {@link Send} or {@link SendOff} run.
   *
   * @return false, as by {@link Send}, by default; true for as by {@link SendOff}
   */
  boolean blocking() default false;

  /**
   * What happens when a method throws: with {@link ErrorMode#CONTINUE} the next one runs; with
   * {@link ErrorMode#FAIL} the instance is destroyed, and all later calls throw {@link
   * org.dosync.AgentFailedException}, until a {@link Restart}. A void method's exception goes to
   * {@link org.dosync.Failures}, another's to its caller.
   *
   * @return {@link ErrorMode#CONTINUE} by default
   */
  ErrorMode errorMode() default ErrorMode.CONTINUE;

  /**
   * How many calls of an instance may wait or run; with an {@link #idleTimeout} one more.
   *
   * @return one or more; {@value org.dosync.Agent#CAPACITY} by default
   */
  int capacity() default Agent.CAPACITY;

  /**
   * What a call does when there is no room.
   *
   * @return {@link Overflow#REJECT} by default
   */
  Overflow overflow() default Overflow.REJECT;

  /**
   * How long an instance stays that nobody calls: it is destroyed after that time, and before twice
   * that time has passed. The next call makes a fresh one. No call is lost by it, and there are
   * never two of a key at once. One that has failed stays until a {@link Restart}.
   *
   * @return {@code 500ms}, {@code 10m}, {@code 1h} and the like, or ISO 8601; by default empty: it
   *     stays
   */
  String idleTimeout() default "";

  /**
   * How many instances there may be at once, if there are keys. A call for one more is refused with
   * {@link java.util.concurrent.RejectedExecutionException}.
   *
   * @return one or more; {@value org.dosync.Agent#CAPACITY} by default
   */
  int maxInstances() default Agent.CAPACITY;
}
