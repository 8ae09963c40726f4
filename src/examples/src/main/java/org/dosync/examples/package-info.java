/** What the tests of the examples share. */
package org.dosync.examples;
