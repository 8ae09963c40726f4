package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * Users' values in our messages: one that cannot be shown must not replace what there is to say.
 */
final class Text {

  private static final int LONGEST = 1_000;

  private Text() {}

  static String of(@Nullable Object value) {
    try {
      String text = String.valueOf(value);
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    } catch (Throwable thrown) {
      return "(its toString threw " + thrown.getClass().getName() + ")";
    }
  }

  static @Nullable String messageOf(Throwable told) {
    try {
      return told.getMessage();
    } catch (Throwable thrown) {
      return "(its getMessage threw " + thrown.getClass().getName() + ")";
    }
  }
}
