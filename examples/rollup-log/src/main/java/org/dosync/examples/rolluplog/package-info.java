/** Lines of different periods: start with {@link org.dosync.examples.rolluplog.Main}. */
package org.dosync.examples.rolluplog;
