/**
 * What goes wrong in users' code, everywhere: programs in which each call of users' code is a point
 * ({@link org.dosync.faults.Injector}), and a run for each point and each {@link
 * org.dosync.faults.Fault} that may happen there. After each run all must be as it has to be: what
 * was committed is there and nothing else, nothing hangs, whatever did not run was told, locks and
 * pins and interrupts are given back.
 *
 * <p>Uses the public API only, but for {@link org.dosync.Leftovers} and {@link
 * org.dosync.TwoPhases}, so that it can be run against a library that was broken on purpose.
 */
package org.dosync.faults;
