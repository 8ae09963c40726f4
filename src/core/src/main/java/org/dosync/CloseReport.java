package org.dosync;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link DosyncRuntime} or {@link Scheduler} had to leave undone when it was closed.
 *
 * @param left each agent, future and job that had not ended, with what follows its promise on its
 *     thread, and what follows a promise by an {@code ...Async} method; none after a clean close. A
 *     job that runs again and again counts as ended unless a run was under way
 */
public record CloseReport(List<Left> left) {

  /**
   * Makes a report.
   *
   * @param left see {@link #left}
   */
  public CloseReport {
    left = List.copyOf(left);
  }

  /**
   * An agent, future or job that had not ended, or what follows a promise.
   *
   * @param source the {@link Agent}, the {@link Promise} of the future, the {@link Job}, or, for
   *     what follows by an {@code ...Async} method, what has a text that shows the promise
   * @param running whether it was running when time was up, and was interrupted
   * @param dropped how many of its actions or runs, or for a future how many bodies, did not begin.
   *     Their promises have failed with {@link RuntimeClosedException}. What follows a promise, and
   *     had not begun, is left to its executor
   */
  public record Left(Object source, boolean running, long dropped) {

    @Override
    public String toString() {
      String what = source instanceof Job ? " run" : " action";
      String rest = dropped + what + (dropped == 1 ? "" : "s") + " did not run";
      if (!running) {
        return Text.of(source) + ": " + (source instanceof Agent ? rest : "did not run");
      }
      return Text.of(source) + ": still running" + (dropped == 0 ? "" : ", " + rest);
    }
  }

  /**
   * Whether all that was sent and started had run.
   *
   * @return whether nothing was left
   */
  public boolean isClean() {
    return left.isEmpty();
  }

  /** One line for each that had not ended. */
  @Override
  public String toString() {
    return isClean()
        ? "nothing was left undone"
        : left.stream().map(Left::toString).collect(Collectors.joining("\n"));
  }
}
