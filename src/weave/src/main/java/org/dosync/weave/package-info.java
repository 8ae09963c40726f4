/** Weaving of {@code @Dosync} and {@code @SideEffect} at build time. */
@NullMarked
package org.dosync.weave;

import org.jspecify.annotations.NullMarked;
