package org.dosync;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** One transaction, from the begin of its first try to its commit, or to what it throws. */
@Name(TransactionEvent.NAME)
@Label("Transaction")
@Description("A transaction with all its tries, to the commit or to what it threw")
@Category("Dosync")
@Threshold("10 ms")
@StackTrace(false)
final class TransactionEvent extends TimedEvent {

  static final String NAME = "dosync.Transaction";

  @Label("Name")
  @Description("The name of its options, or the class in which its body was written")
  @Nullable String name;

  @Label("Tries")
  @Description("How often the body ran")
  int tries;

  @Label("Committed")
  boolean committed;

  @Label("Thrown")
  @Description("The class of what it threw, if it did not commit")
  @Nullable String thrown;

  @Label("Refs Read")
  @Description("How many refs the last try had read; -1 if reads were not noted, as in a snapshot")
  int refsRead;

  @Label("Refs Written")
  @Description("How many refs the last try had changed")
  int refsWritten;

  @Label("Lost Tries")
  @Description("How many tries were lost to other transactions")
  int lost;

  @Label("Last Cause")
  @Description("Why the last retry was; see dosync.Retry")
  @Nullable String cause;

  @Label("Contended Ref")
  @Description("The ref over which a try was lost last")
  @Nullable String ref;

  /** Null if nobody records such events. */
  static @Nullable TransactionEvent begun() {
    TransactionEvent event = new TransactionEvent();
    return event.begins() ? event : null;
  }
}
