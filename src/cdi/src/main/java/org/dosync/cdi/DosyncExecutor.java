package org.dosync.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The {@link java.util.concurrent.Executor} that runs actions, asynchronous calls and jobs, instead
 * of the container's. There may be one such bean. Without it that is Jakarta Concurrency's {@code
 * ManagedExecutorService}, else MicroProfile's {@code ManagedExecutor}, else threads of the {@link
 * org.dosync.DosyncRuntime}: few for {@link Send}, for all others as many as run at once.
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * @DosyncExecutor
 * ExecutorService executor() {
 *   return Executors.newCachedThreadPool();
 * }
 * }</pre>
 *
 * <p>Whoever makes it shuts it down. With a limited number of threads, calls that wait for each
 * other can wait for ever.
 */
@Documented
@Qualifier
@Retention(RUNTIME)
@Target({TYPE, METHOD, FIELD, PARAMETER})
public @interface DosyncExecutor {}
