package org.dosync.examples.guarded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages that show messages: first of all the one about tests. */
final class OnPage {

  private OnPage() {}

  static String text() throws IOException {
    return text("testing-your-beans.md");
  }

  static String text(String page) throws IOException {
    Path root = Path.of(System.getProperty("dosync.root", "../.."));
    return Files.readString(root.resolve("docs").resolve(page));
  }
}
