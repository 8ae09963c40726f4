package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.dosync.Policy;

/**
 * Says that a method has a side effect, and what becomes of it if it is called inside a
 * transaction, whose body may run several times. Outside one it changes nothing.
 *
 * <p>{@link Policy#FORBID}: the call throws {@link org.dosync.SideEffectInTransactionException},
 * and the transaction can't commit any more: {@link org.dosync.Transaction#io}. {@link
 * Policy#DEFER}: the caller goes on, and the method runs after the commit, on the same thread, with
 * the arguments of the call, or never: {@link org.dosync.Transaction#onCommit}. Only for void
 * methods; what it throws goes to {@link org.dosync.Failures}. An argument that can change must
 * not, until then. {@link Policy#WARN}: it runs, and the log says so once for each method. {@link
 * Policy#ALLOW}: it runs. Under the last two dosync-guard's Java agent lets all it does pass.
 *
 * <p>The interceptor is at {@code PLATFORM_BEFORE + 7}: inside {@link Async} and {@link
 * AgentState}, which wait for the commit in any case, and around all others. On Weld a call that
 * comes back to the bean by another bean is one of the bean to itself, and does not pass it, unless
 * the method is public, with public types. Private, static and final methods are refused at
 * deployment, unless dosync-weave has woven the class, and so is DEFER on a method that returns
 * something.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface SideEffect {

  /**
   * What becomes of a call inside a transaction.
   *
   * @return FORBID unless set
   */
  @Nonbinding
  Policy value() default Policy.FORBID;
}
