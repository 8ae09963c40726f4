/** Beans that share a promise: start with {@link org.dosync.examples.party.Main}. */
package org.dosync.examples.party;
