package org.dosync.benchmarks;

import java.util.List;

/** How a report is written down. Texts are plain; what comes back is of the medium. */
interface Medium {

  /**
   * An entry of a list.
   *
   * @param subject what it is about; may be empty
   */
  record Item(String subject, String text) {}

  /** All of it. */
  String page(String title, String body);

  String heading(int level, String text);

  String paragraph(String text);

  String list(List<Item> items);

  String pictures(List<Picture> pictures);

  String table(List<String> head, List<List<String>> lines);
}
