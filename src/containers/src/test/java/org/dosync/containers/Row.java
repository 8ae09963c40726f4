package org.dosync.containers;

import static java.util.regex.Pattern.quote;

import java.util.regex.Pattern;

/** A row of the table in docs/containers.md. */
record Row(String container, String cdi, String jdk, String tests, String threads, String differs) {

  private static final String LINE = "| %s | %s | %s | %s | %s | %s |";

  /** With this JDK, or with others too. */
  boolean isIn(String document) {
    String line =
        LINE.replace("|", "\\|")
            .formatted(
                quote(container),
                quote(cdi),
                "(\\d+, )*" + jdk + "(, \\d+)*",
                quote(tests),
                quote(threads),
                quote(differs));
    return Pattern.compile("^" + line + "$", Pattern.MULTILINE).matcher(document).find();
  }

  @Override
  public String toString() {
    return LINE.formatted(container, cdi, jdk, tests, threads, differs);
  }
}
