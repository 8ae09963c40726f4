/** Annotated classes without a container: start with {@link org.dosync.examples.woven.Main}. */
package org.dosync.examples.woven;
