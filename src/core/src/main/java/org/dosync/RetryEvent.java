package org.dosync;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** One try that did not commit, and was followed by another, or by what ends them. */
@Name(RetryEvent.NAME)
@Label("Retry")
@Description(
    "A try of a transaction that did not commit; the body runs again, unless a limit is reached")
@Category("Dosync")
@Threshold("1 ms")
@StackTrace(false)
final class RetryEvent extends TimedEvent {

  static final String NAME = "dosync.Retry";

  @Label("Transaction")
  @Nullable String transaction;

  @Label("Try")
  @Description("1 for the first")
  int number;

  @Label("Cause")
  @Description("Read conflict, write conflict, restart, fault, wait or forced")
  @Nullable String cause;

  @Label("Contended Ref")
  @Description("The ref that another transaction has changed, or held")
  @Nullable String ref;

  @Label("Lost To")
  @Description("The transaction that changed or held the ref, if it is known")
  @Nullable String winner;

  /** Null if nobody records such events. */
  static @Nullable RetryEvent begun() {
    RetryEvent event = new RetryEvent();
    return event.begins() ? event : null;
  }
}
