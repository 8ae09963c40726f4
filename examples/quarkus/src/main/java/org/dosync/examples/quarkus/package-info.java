/** Dosync in Quarkus. */
package org.dosync.examples.quarkus;
