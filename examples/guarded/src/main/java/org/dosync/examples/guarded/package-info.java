/** Beans that a retry harms, the tests that find it, and the mend. */
package org.dosync.examples.guarded;
