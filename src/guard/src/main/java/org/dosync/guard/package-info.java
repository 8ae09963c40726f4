/**
 * The side-effect guard: a Java agent that sees I/O inside a transaction where it happens, in the
 * JDK and in drivers. {@link org.dosync.guard.GuardAgent} says how it is started, {@link
 * org.dosync.guard.Guard} what it has seen. {@link org.dosync.guard.Scan} looks for the same in
 * compiled classes.
 */
@NullMarked
package org.dosync.guard;

import org.jspecify.annotations.NullMarked;
