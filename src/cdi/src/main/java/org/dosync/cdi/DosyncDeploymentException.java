package org.dosync.cdi;

import java.util.List;

/**
 * An application uses Dosync's annotations in a way that cannot work. The message has all that was
 * found, each with its code, its place and the mend.
 */
public final class DosyncDeploymentException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  DosyncDeploymentException(List<String> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  private static String text(List<String> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return "Dosync has found " + count + ":\n  " + String.join("\n  ", problems);
  }

  /**
   * What was found.
   *
   * @return a line for each problem, beginning with its code; null only in a deserialized exception
   */
  public List<String> problems() {
    return problems;
  }
}
