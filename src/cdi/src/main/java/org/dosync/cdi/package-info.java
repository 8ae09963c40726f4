/**
 * Dosync for Jakarta CDI: a bean holds its state in references or plain fields, and an annotation
 * says how a method changes it.
 *
 * <ul>
 *   <li>{@link org.dosync.cdi.Dosync}: the method is a transaction over refs.
 *   <li>{@link org.dosync.cdi.AgentState}: the bean's methods run one after another, on other
 *       threads.
 *   <li>{@link org.dosync.cdi.Async}: the method runs on another thread.
 * </ul>
 */
@NullMarked
package org.dosync.cdi;

import org.jspecify.annotations.NullMarked;
