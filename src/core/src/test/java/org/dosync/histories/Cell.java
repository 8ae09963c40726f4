package org.dosync.histories;

/**
 * A value of a ref. It knows who made it from which value, so the order of the versions can be read
 * off the values.
 */
final class Cell {

  final Try writer;
  final int ref;

  /** What it was made from; null if the writer did not look, with a mere {@code set}. */
  final Cell before;

  /** How many transactions have changed the ref, as far as the values tell. */
  final int depth;

  private final int number;

  Cell(Try writer, int ref, int number, Cell before) {
    this.writer = writer;
    this.ref = ref;
    this.number = number;
    this.before = before;
    this.depth = before == null ? 0 : before.writer == writer ? before.depth : before.depth + 1;
  }

  /** The value of another transaction that it replaces, or null if that is not known. */
  Cell replaced() {
    Cell cell = before;
    while (cell != null && cell.writer == writer) {
      cell = cell.before;
    }
    return cell;
  }

  /** Whether the same writer made that one out of this one. */
  boolean cameBefore(Cell later) {
    Cell cell = later;
    while (cell != null && cell != this) {
      cell = cell.before;
    }
    return cell == this;
  }

  @Override
  public String toString() {
    return "x" + ref + "=" + writer.name() + "/" + number;
  }
}
