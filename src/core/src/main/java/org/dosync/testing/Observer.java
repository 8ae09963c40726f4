package org.dosync.testing;

import org.dosync.Failure;
import org.dosync.SchedulerClock;
import org.jspecify.annotations.Nullable;

/** Is told what happens in the process. Called by any thread, outside any transaction. */
public interface Observer {

  /**
   * A transaction begins; not one that joins another.
   *
   * @param name its name, or null
   * @param body the function, as it was given
   * @return whom to tell about its tries, or null
   */
  @Nullable Tries begins(@Nullable String name, Object body);

  /**
   * An action was put into the queue of an agent.
   *
   * @param agent the name of the agent
   */
  void sent(String agent);

  /**
   * An action of an agent, or a job, begins to run.
   *
   * @param name the name of the agent, or the description of the job
   */
  void ran(String name);

  /**
   * A failure has found nobody but the log.
   *
   * @param failure what has happened
   */
  void unread(Failure failure);

  /**
   * The clock of runtimes that are made now, and are given none.
   *
   * @return the clock, or null for the computer's
   */
  @Nullable SchedulerClock clock();
}
