/** A scheduler: start with {@link org.dosync.examples.bonney.Main}. */
package org.dosync.examples.bonney;
