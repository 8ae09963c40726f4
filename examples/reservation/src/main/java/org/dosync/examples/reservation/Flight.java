package org.dosync.examples.reservation;

import java.util.List;
import java.util.stream.IntStream;

/** A flight of the timetable: thirty rows of six seats. */
public record Flight(String number, String from, String to) {

  public static final int ROWS = 30;
  public static final String LETTERS = "ABCDEF";

  /** The two letters that its number begins with. */
  public String airline() {
    return number.substring(0, 2);
  }

  /** Row by row, from 1A to 30F. */
  public List<Place> places() {
    return IntStream.range(0, ROWS * LETTERS.length()).mapToObj(this::place).toList();
  }

  private Place place(int index) {
    int row = index / LETTERS.length() + 1;
    return new Place(number, row + LETTERS.substring(index % LETTERS.length()).substring(0, 1));
  }
}
