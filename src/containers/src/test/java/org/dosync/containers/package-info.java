/** Servers of Jakarta EE, started here, and one set of tests for all of them. */
package org.dosync.containers;
