package org.dosync.examples.rolluplog;

import java.time.Duration;

/** A line of the log, fired as an event. */
record Line(Duration period, String text) {}
