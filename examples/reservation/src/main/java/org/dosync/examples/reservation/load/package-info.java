/** Many clients at once, over HTTP, by a file of requests; and whether the books are right then. */
package org.dosync.examples.reservation.load;
