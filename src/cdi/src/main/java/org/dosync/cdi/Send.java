package org.dosync.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A method of an {@link AgentState} bean that does not block: it runs on a pool of few threads; see
 * {@link org.dosync.Agent#send}.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface Send {}
