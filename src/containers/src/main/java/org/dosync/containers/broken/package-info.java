/** An application with mistakes, which no container may start. */
package org.dosync.containers.broken;
