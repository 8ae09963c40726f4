package org.dosync.examples.reservation.se;

import java.nio.file.Path;
import java.util.Optional;

/** What the command line says. */
record Options(boolean load, int port, int clients, Optional<Path> file, Optional<Path> books) {

  static final String USAGE =
      """
      Arguments, all of which may be left out:
        serve            no load; the server runs until Ctrl-C
        --port=8080      where; any free port without it
        --file=FILE      a CSV of requests; the one that is shipped without it
        --clients=64     how many requests at a time, from 1 to 1000
        --books=FILE     writes the books of the end there, as JSON
      """;

  static Options parse(String... args) {
    Options options = new Options(true, 0, 64, Optional.empty(), Optional.empty());
    for (String arg : args) {
      options = options.with(arg);
    }
    return options;
  }

  private Options with(String arg) {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    String value = arg.substring(equals + 1);
    return switch (name) {
      case "serve" -> new Options(false, port, clients, file, books);
      case "--port" -> new Options(load, number(arg, value, 0, 65_535), clients, file, books);
      case "--clients" -> new Options(load, port, number(arg, value, 1, 1_000), file, books);
      case "--file" -> new Options(load, port, clients, Optional.of(Path.of(value)), books);
      case "--books" -> new Options(load, port, clients, file, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("There is no argument " + arg);
    };
  }

  private static int number(String arg, String value, int from, int to) {
    try {
      int number = Integer.parseInt(value);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(arg + " should have a number", e);
    }
    throw new IllegalArgumentException("%s should be from %d to %d".formatted(arg, from, to));
  }
}
