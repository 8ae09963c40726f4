package org.dosync.benchmarks;

/**
 * A chart.
 *
 * @param name its own in its page
 * @param svg as an element
 * @param caption what is said below it; may be empty
 */
record Picture(String name, String svg, String caption) {
  Picture(String name, String svg) {
    this(name, svg, "");
  }
}
