package org.dosync.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the workloads on all systems, and writes a page with charts of what it found. */
public final class ReportPage {
  private static final String USAGE =
      """
      Measures Dosync beside other systems and writes report.html, and report.json, from which it
      can be made again. The short form measures each row once; --full takes many hours.

      ReportPage [options]
      ReportPage <file.json>...   measures nothing: one page of saved runs, also of JMH's own files
      ReportPage --docs <folder> <file.json>...
                                  the same as a page of Markdown, with its pictures as files

      """;

  private static final List<String> SHORT = List.of("--forks", "1");
  private static final List<String> FULL = List.of("--forks", "3", "--threads", "1,2,4,8,16");

  private ReportPage() {}

  /**
   * Ends with 1 when a system broke an invariant, with 2 when the command line is wrong or there is
   * no font.
   */
  public static void main(String... arguments) throws IOException, URISyntaxException {
    List<String> all = List.of(arguments);
    if (all.contains("--help")) {
      System.out.print(USAGE + Settings.USAGE);
      return;
    }
    if (!Svg.hasFonts()) { // said before hours of work, not after
      System.err.println("Charts need a font, and this JDK finds none: install fontconfig and one");
      System.exit(2);
    }
    try {
      System.exit(run(all) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE + Settings.USAGE);
      System.exit(2);
    }
  }

  private static boolean run(List<String> arguments) throws IOException, URISyntaxException {
    if (arguments.size() > 2 && arguments.get(0).equals("--docs")) {
      writeDocs(arguments.subList(2, arguments.size()), Path.of(arguments.get(1)));
      return true;
    }
    if (!arguments.isEmpty() && arguments.stream().allMatch(file -> file.endsWith(".json"))) {
      write(files(arguments), Table.beside("report.html"), new Html());
      return true;
    }
    Runs runs = new Runs(settings(arguments));
    Path raw = Table.beside("report.json");
    boolean kept = measure(runs, raw, arguments.contains("--full"));
    write(List.of(raw), Table.beside("report.html"), new Html());
    return kept;
  }

  /** What is said on the command line comes last, and counts. */
  private static Settings settings(List<String> arguments) {
    List<String> form = arguments.contains("--full") ? FULL : SHORT;
    return Settings.parse(Stream.concat(form.stream(), arguments.stream()).toArray(String[]::new))
        .withBytes();
  }

  private static boolean measure(Runs runs, Path raw, boolean full) throws IOException {
    runs.measure();
    runs.countTries();
    runs.measureGrowth();
    if (full) {
      runs.measureTimes();
    }
    Saved.write(raw, Machine.facts(runs.load()), runs.failures(), runs.raw());
    return !runs.broken();
  }

  private static List<Path> files(List<String> names) {
    return names.stream().map(Path::of).toList();
  }

  private static void writeDocs(List<String> names, Path folder) throws IOException {
    Path pictures = folder.resolve("newest-report");
    deleteOld(pictures);
    Markdown medium = new Markdown(pictures);
    write(files(names), folder.resolve("newest-report.md"), medium);
  }

  private static void deleteOld(Path pictures) throws IOException {
    if (Files.isDirectory(pictures)) {
      try (Stream<Path> old = Files.list(pictures)) {
        for (Path picture : old.toList()) {
          Files.delete(picture);
        }
      }
    }
  }

  static void write(List<Path> files, Path page, Medium medium) throws IOException {
    List<Saved> runs = new ArrayList<>();
    for (Path file : files) {
      runs.add(Saved.read(file));
    }
    Files.writeString(page, new Page(runs, medium).toString());
    System.out.println("The page: " + page);
  }
}
