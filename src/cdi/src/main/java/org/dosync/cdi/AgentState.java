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
 * unless it says otherwise; each instance has an agent of its own.
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
 * A wait that could never end, because the action would have to wait for the caller, is refused
 * with {@link org.dosync.DosyncException}.
 *
 * <p>A call in a transaction goes out after its commit, or never; a call in an action of any agent
 * goes out at that action's end. A call of the bean to itself runs at once, as a part of the
 * action, whether it passes the container or not. Calls that are made once the container shuts down
 * are refused with {@link org.dosync.RuntimeClosedException}.
 *
 * <p>It is the outermost interceptor, at {@code PLATFORM_BEFORE + 6}: all others run as part of the
 * action, with a request context of its own. Private, static and final methods do not pass it;
 * {@link Send} and {@link SendOff} on them are refused at deployment.
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
   * {@link ErrorMode#FAIL} all later calls throw {@link org.dosync.AgentFailedException}. A void
   * method's exception goes to {@link org.dosync.Failures}, another's to its caller.
   *
   * @return {@link ErrorMode#CONTINUE} by default
   */
  ErrorMode errorMode() default ErrorMode.CONTINUE;

  /**
   * How many calls may wait or run.
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
}
