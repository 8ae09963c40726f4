package org.dosync;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** One run of an action. */
@Name(AgentActionEvent.NAME)
@Label("Agent Action")
@Description("The run of an action of an agent")
@Category("Dosync")
@Threshold("10 ms")
@StackTrace(false)
final class AgentActionEvent extends TimedEvent {

  static final String NAME = "dosync.AgentAction";

  @Label("Agent")
  @Nullable String agent;

  @Label("Action")
  @Description("The method of a bean, or the class or line that the action comes from")
  @Nullable String action;

  @Label("Queue")
  @Description("How many actions of the agent had not ended when it began, itself included")
  long queue;

  @Label("Thrown")
  @Description("The class of what it threw")
  @Nullable String thrown;

  /** Null if nobody records such events. */
  static @Nullable AgentActionEvent begun() {
    AgentActionEvent event = new AgentActionEvent();
    return event.begins() ? event : null;
  }
}
