package org.dosync;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link DosyncRuntime} had to leave undone when it was closed.
 *
 * @param left each agent and future that had not ended; none after a clean close
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
   * An agent or future that had not ended.
   *
   * @param source the {@link Agent}, or the {@link Promise} of the future
   * @param running whether it was running when time was up, and was interrupted
   * @param dropped how many of its actions, or for a future how many bodies, did not begin. Their
   *     promises have failed with {@link RuntimeClosedException}
   */
  public record Left(Object source, boolean running, long dropped) {

    @Override
    public String toString() {
      String rest = dropped + (dropped == 1 ? " action" : " actions") + " did not run";
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

  /** One line for each agent and future that had not ended. */
  @Override
  public String toString() {
    return isClean()
        ? "nothing was left undone"
        : left.stream().map(Left::toString).collect(Collectors.joining("\n"));
  }
}
