package org.dosync.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** Runs the workloads on all systems side by side and prints the table of ratios. */
public final class Table {
  private Table() {}

  /** Ends with 1 when a system broke an invariant, with 2 when the command line is wrong. */
  public static void main(String... arguments) throws IOException, URISyntaxException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Settings.USAGE);
      return;
    }
    try {
      System.exit(run(Settings.parse(arguments)) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Settings.USAGE);
      System.exit(2);
    }
  }

  private static boolean run(Settings settings) throws IOException, URISyntaxException {
    Runs runs = new Runs(settings);
    runs.measure();
    System.out.print(new Report(settings, runs));
    runs.failures().forEach(failure -> System.out.println("FAILED " + failure));
    System.out.println("Raw results: " + writeRaw(runs));
    return !runs.broken();
  }

  private static Path writeRaw(Runs runs) throws URISyntaxException {
    Path file = beside("benchmarks.json");
    ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(runs.raw());
    return file;
  }

  /** Beside the jar, or beside the classes, so in the directory {@code target}. */
  static Path beside(String file) throws URISyntaxException {
    return Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling(file);
  }
}
