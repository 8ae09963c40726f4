package org.dosync.examples.tour;

import java.io.PrintStream;
import java.util.Objects;

/** Prints what was asked and what came back, and insists on what was promised. */
final class Page {

  private static final int WIDTH = 80;
  private static final int ANSWERS_AT = 48;
  private static final String INDENT = "    ";

  private final PrintStream out;

  Page(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.printf("%n%s%n%s%n", title, "-".repeat(title.length()));
  }

  void title(int number, String title) {
    out.printf("%n%2d. %s%n", number, title);
  }

  /** A sentence beside questions and answers. */
  void note(String text) {
    wrap(INDENT, text);
  }

  /** A line of a table, as it is. */
  void line(String text) {
    out.println((INDENT + text).stripTrailing());
  }

  /** What came back must be what was promised. */
  void show(String asked, Object answer, Object promised) {
    show(asked, answer);
    require(Objects.equals(answer, promised), asked + ": promised " + promised + ", got " + answer);
  }

  /** What came back differs from run to run. */
  void show(String asked, Object answer) {
    line(asked, String.valueOf(answer));
  }

  void refused(String asked, RuntimeException refusal) {
    line(asked, refusal.getClass().getSimpleName());
    wrap(INDENT + "  ", refusal.getMessage());
  }

  void require(boolean kept, String promise) {
    if (!kept) {
      throw new BrokenPromiseException(promise);
    }
  }

  private void line(String asked, String answer) {
    int gap = ANSWERS_AT - INDENT.length() - asked.length();
    out.println(INDENT + asked + " ".repeat(Math.max(1, gap)) + answer);
  }

  private void wrap(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
