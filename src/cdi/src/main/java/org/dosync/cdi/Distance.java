package org.dosync.cdi;

import java.util.Arrays;

/** How far one text is from another: Levenshtein's distance. */
final class Distance {

  private Distance() {}

  /** How many characters have to be added, taken away or exchanged. */
  static int between(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      row = next(row, one.charAt(i - 1), other);
    }
    return row[other.length()];
  }

  private static int[] next(int[] above, char character, String other) {
    int[] row = new int[above.length];
    row[0] = above[0] + 1;
    for (int j = 1; j < row.length; j++) {
      int exchanged = above[j - 1] + (other.charAt(j - 1) == character ? 0 : 1);
      row[j] = Math.min(exchanged, 1 + Math.min(above[j], row[j - 1]));
    }
    return row;
  }
}
