package org.dosync;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One run of a job. */
@Name(JobEvent.NAME)
@Label("Job")
@Description("The run of a job of a scheduler")
@Category("Dosync")
@StackTrace(false)
final class JobEvent extends TimedEvent {

  static final String NAME = "dosync.Job";

  @Label("Job")
  @Description("Its description, or its number")
  @Nullable String job;

  @Label("Run")
  @Description("1 for the first")
  long run;

  @Label("Thrown")
  @Description("The class of what it threw")
  @Nullable String thrown;

  /** Null if nobody records such events. */
  static @Nullable JobEvent begun() {
    JobEvent event = new JobEvent();
    return event.begins() ? event : null;
  }
}
