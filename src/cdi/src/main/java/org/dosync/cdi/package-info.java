/**
 * Dosync for Jakarta CDI: a bean holds its state in references or plain fields, and an annotation
 * says how a method changes it.
 *
 * <ul>
 *   <li>{@link org.dosync.cdi.Dosync}: the method is a transaction over refs.
 *   <li>{@link org.dosync.cdi.AgentState}: the bean's methods run one after another, on other
 *       threads.
 *   <li>{@link org.dosync.cdi.Async}: the method runs on another thread.
 *   <li>{@link org.dosync.cdi.Every}, {@link org.dosync.cdi.Interspaced}, {@link
 *       org.dosync.cdi.After}, {@link org.dosync.cdi.Cron}: the scheduler runs the method.
 *   <li>{@link org.dosync.cdi.Shared}: a reference by its name.
 * </ul>
 *
 * <p>The texts of annotations, but for names, may have placeholders: <code>{key:default}</code> is
 * what is configured under the key, else the default. Members can be configured as well, under
 * {@code dosync."com.acme.Payroll/relocate".Dosync.maxRetries} and the like. Configuration is
 * MicroProfile Config where that is on the class path, else system properties and the environment.
 */
@NullMarked
package org.dosync.cdi;

import org.jspecify.annotations.NullMarked;
