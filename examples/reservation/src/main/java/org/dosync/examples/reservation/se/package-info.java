/** The reservation system in Weld SE, with an HTTP server in the same process. */
package org.dosync.examples.reservation.se;
