package org.dosync.cdi;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The parameter of a method of an {@link AgentState} bean that says which instance is called: each
 * key has its own, with a queue of its own, made at the first call for it. Calls of one key run one
 * after another, those of different keys beside each other.
 *
 * <pre>{@code
 * @AgentState(idleTimeout = "10m")
 * class Account {
 *   private long balance;
 *
 *   void deposit(@AgentKey String number, long amount) {
 *     balance += amount;
 *   }
 *
 *   long balance(@AgentKey String number) {
 *     return balance;
 *   }
 * }
 * }</pre>
 *
 * <p>Keys are the same if they are equal; they must not change, and not be null. A bean with a key
 * has one in all its methods, of one type; else it is refused at deployment.
 */
@Documented
@Retention(RUNTIME)
@Target(PARAMETER)
public @interface AgentKey {}
