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
import org.dosync.Isolation;
import org.dosync.Propagation;

/**
 * Makes a method, or each business method of a bean, a transaction over refs: {@link
 * org.dosync.Transaction#dosync}.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Payroll {
 *   private final Ref<String> location = Ref.of("Chicago");
 *   private final Ref<Integer> salary = Ref.of(30_000);
 *
 *   @Dosync
 *   void relocate(String city, int raise) {
 *     location.set(city);
 *     salary.alter(s -> s + raise);
 *   }
 * }
 * }</pre>
 *
 * <p>The body runs again when another transaction gets in its way, each time with the arguments of
 * the call; so it must have no side effects. Application interceptors run once for a call: the
 * interceptor is the innermost, at {@code PLATFORM_AFTER + 500} unless configured. A method with
 * {@link jakarta.interceptor.AroundInvoke} in the bean itself is inside the transaction. Whatever
 * the method throws, checked or not, aborts the transaction and reaches the caller unchanged, but
 * for {@link #commitOn}. It runs on the caller's thread. One that does not commit throws {@link
 * org.dosync.RetryLimitException}, {@link org.dosync.TransactionTimeoutException}, {@link
 * org.dosync.WaitInterruptedException} or, where a validator refuses a value, {@link
 * org.dosync.InvalidStateException}; then it has changed nothing.
 *
 * <p>Only refs are undone: a field of the bean, a database or a file is not. A call from the bean
 * to itself does not pass the interceptor in most containers; it is then part of the transaction
 * that runs, if there is one. On Weld neither does one that comes back to the bean by another bean,
 * unless the method is public, with public types. Private, static and final methods cannot be
 * intercepted: they are refused at deployment. In a class that dosync-weave has woven all of these
 * are transactions of their own, also without a container. Refused as well is a method that returns
 * a future or stage, since it would go on after the transaction.
 *
 * <p>An annotation on the method goes before one on the class, and that before one on a stereotype.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface Dosync {

  /**
   * What to do when a transaction is running, and when none is.
   *
   * @return {@link Propagation#REQUIRED} by default
   */
  @Nonbinding
  Propagation propagation() default Propagation.REQUIRED;

  /**
   * How it is kept apart from others.
   *
   * @return {@link Isolation#SERIALIZABLE} by default
   */
  @Nonbinding
  Isolation isolation() default Isolation.SERIALIZABLE;

  /**
   * Whether it only reads; a change is refused then.
   *
   * @return false by default
   */
  @Nonbinding
  boolean readOnly() default false;

  /**
   * How many tries may be lost to other transactions.
   *
   * @return zero or more; 10,000 by default
   */
  @Nonbinding
  int maxRetries() default 10_000;

  /**
   * How long it may take, with all its tries and waits: a number and a unit, {@code 500ms}, {@code
   * 2s}, {@code 1m}, {@code 1h}, {@code 1d}, or as {@link java.time.Duration#parse} reads it.
   *
   * @return no limit by default
   */
  @Nonbinding
  String timeout() default "";

  /**
   * Names the transaction, for messages and tools.
   *
   * @return by default the class and the method, {@code Payroll.relocate}
   */
  @Nonbinding
  String name() default "";

  /**
   * Exceptions that let the transaction commit all the same. They reach the caller.
   *
   * @return none by default: every exception aborts
   */
  @Nonbinding
  Class<? extends Throwable>[] commitOn() default {};
}
