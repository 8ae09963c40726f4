package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A method of an {@link AgentState} bean that may block: it runs on a thread of its own; see {@link
 * org.dosync.Agent#sendOff}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface SendOff {}
