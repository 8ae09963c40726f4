package org.dosync.examples.reservation.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dosync.examples.reservation.Fare;
import org.dosync.examples.reservation.Place;
import org.dosync.examples.reservation.load.BookingRequest.Then;

/**
 * Reads a file of requests: {@value #HEADER}, then a row for each. Legs are seats of flights with a
 * space between them, {@code AU101/12C BO114/3A}.
 *
 * @param requests those that could be read
 * @param errors of the other rows, each with its line
 */
public record RequestFile(List<BookingRequest> requests, List<String> errors) {

  static final String HEADER = "passenger,fare,legs,then";
  private static final String SHIPPED = "requests.csv";

  /** The file that comes with the example. */
  public static RequestFile shipped() throws IOException {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(RequestFile.class.getResourceAsStream(SHIPPED), SHIPPED),
            StandardCharsets.UTF_8)) {
      return read(in);
    }
  }

  public static RequestFile read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return read(in);
    }
  }

  /** Line by line, so that a quote that is never closed spoils its own line only. */
  static RequestFile read(Reader in) throws IOException {
    List<BookingRequest> requests = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    BufferedReader lines = new BufferedReader(in);
    String header = lines.readLine();
    if (!HEADER.equals(header)) {
      errors.add("Line 1: the header is " + header + ", and should be " + HEADER);
    }
    int number = 2;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        requests.add(parse(line));
      } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
        errors.add("Line %d: %s: %s".formatted(number, e.getMessage(), line));
      }
      number++;
    }
    return new RequestFile(requests, errors);
  }

  private static BookingRequest parse(String line) throws IOException {
    try (CSVParser parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
      List<CSVRecord> rows = parser.getRecords();
      if (rows.size() != 1 || rows.get(0).size() != 4) {
        throw new IllegalArgumentException("a row has four fields, " + HEADER);
      }
      CSVRecord row = rows.get(0);
      return new BookingRequest(
          passenger(row.get(0)),
          constant(Fare.class, "fare", row.get(1)),
          Arrays.stream(row.get(2).split(" ")).map(RequestFile::place).toList(),
          constant(Then.class, "then", row.get(3)));
    }
  }

  private static String passenger(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the passenger has no name");
    }
    return name;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String field, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> text.equals(constant.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is one of %s in lower case, not \"%s\""
                        .formatted(field, Arrays.toString(type.getEnumConstants()), text)));
  }

  private static Place place(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new IllegalArgumentException(
          "a leg is a flight and a seat, AU101/12C, not \"" + text + "\"");
    }
    return new Place(parts[0], parts[1]);
  }
}
