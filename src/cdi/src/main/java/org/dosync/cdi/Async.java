package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Runs a method on another thread; the caller goes on at once: {@link
 * org.dosync.DosyncRuntime#future}.
 *
 * <p>It returns void, or a {@link java.util.concurrent.Future}, {@link
 * java.util.concurrent.CompletionStage}, {@link java.util.concurrent.CompletableFuture} or {@link
 * org.dosync.Promise}; other types are refused at deployment. What the caller gets is a {@link
 * org.dosync.Promise} in any case: of the value of what the body returns, or of what it throws.
 * Cancelling it interrupts the body. What a void method throws goes to {@link org.dosync.Failures},
 * and so does a failure that nobody asks for.
 *
 * <p>Called in a transaction it starts after the commit, or never. The thread is one as {@link
 * DosyncExecutor} says. It is the outermost interceptor, at {@code PLATFORM_BEFORE + 5}: all others
 * run on the other thread, with a request context of their own, unless the executor carries that of
 * the caller, as Quarkus's does. On Weld a call that comes back to the bean by another bean is one
 * of the bean to itself, and does not pass it, unless the method is public, with public types.
 * Private, static and final methods are refused at deployment.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface Async {}
