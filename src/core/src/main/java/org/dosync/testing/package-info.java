/** What dosync-junit sees of the library; the module shows this package to nobody else. */
@NullMarked
package org.dosync.testing;

import org.jspecify.annotations.NullMarked;
