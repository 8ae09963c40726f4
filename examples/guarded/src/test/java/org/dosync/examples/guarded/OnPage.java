package org.dosync.examples.guarded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page about tests, which shows messages. */
final class OnPage {

  private OnPage() {}

  static String text() throws IOException {
    Path root = Path.of(System.getProperty("dosync.root", "../.."));
    return Files.readString(root.resolve("docs/testing-your-beans.md"));
  }
}
