/** The events that Flight Recorder sees, where there is one. Fields are written by core alone. */
@NullMarked
package org.dosync.flight;

import org.jspecify.annotations.NullMarked;
