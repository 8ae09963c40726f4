package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A method of an {@link AgentState} bean with {@link org.dosync.ErrorMode#FAIL} that may be called
 * when the bean has failed, and makes it go on with a fresh instance: Clojure's {@code
 * restart-agent}. First the {@code void} calls run that waited when it failed (who waited for an
 * answer has got its exception), then the method itself, as any other; often it is empty. If the
 * bean has not failed it is a call as any other.
 *
 * <p>With an {@link AgentKey} it is about that key. It is refused in a transaction, with {@link
 * org.dosync.SideEffectInTransactionException}, since a restart could not be undone.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Restart {}
