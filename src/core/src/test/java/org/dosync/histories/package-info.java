/**
 * Checks the engine by its histories. Random programs run on several threads; every try notes what
 * it read and wrote; afterwards a search for cycles tells whether the whole can be explained by
 * transactions that ran one after another, in the order in which they returned (strict
 * serializability), also for what the tries saw that did not commit (opacity). For snapshot
 * isolation the same, with a begin and an end of each transaction.
 *
 * <p>Uses the public API only, so that it can be run against an engine that was broken on purpose.
 */
package org.dosync.histories;
