/** Many threads, one file: start with {@link org.dosync.examples.sharedlog.Main}. */
package org.dosync.examples.sharedlog;
