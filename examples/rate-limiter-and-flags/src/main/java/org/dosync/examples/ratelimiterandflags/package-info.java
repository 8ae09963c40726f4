/** Settings in an atom: start with {@link org.dosync.examples.ratelimiterandflags.Main}. */
package org.dosync.examples.ratelimiterandflags;
