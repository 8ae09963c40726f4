/** An application that tells over HTTP how Dosync works where it runs. */
package org.dosync.containers.probe;
