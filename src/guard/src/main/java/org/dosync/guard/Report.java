package org.dosync.guard;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The scan as a program. */
final class Report {

  private static final String FROM = "from=";
  private static final String USAGE =
      "java -cp dosync-guard.jar org.dosync.guard.Scan <directory or jar>... [from=a.B:a.b.:a.B#c]";

  private Report() {}

  /** Returns the status to end with. */
  static int print(List<String> arguments, PrintStream out) {
    try {
      return scan(arguments, out);
    } catch (RuntimeException | Error e) { // else the JVM would end with 1: there is a side effect
      out.println("Can't scan: " + e);
      return 2;
    }
  }

  private static int scan(List<String> arguments, PrintStream out) {
    List<Path> roots = new ArrayList<>();
    List<String> places = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(FROM)) {
        places.addAll(List.of(argument.substring(FROM.length()).split(":", -1)));
      } else {
        roots.add(Path.of(argument));
      }
    }
    Stream<Path> missing = roots.stream().filter(root -> !Files.exists(root));
    if (roots.isEmpty() || missing.peek(root -> out.println("There is no " + root)).count() > 0) {
      out.println(USAGE);
      return 2;
    }
    return scan(roots, places, out);
  }

  private static int scan(List<Path> roots, List<String> places, PrintStream out) {
    long begin = System.nanoTime();
    Scan all = Scan.of(roots, ClassLoader.getSystemClassLoader());
    List<String> nothing = nothing(all, roots, places);
    if (!nothing.isEmpty()) {
      nothing.forEach(out::println);
      return 2;
    }
    Scan scan = places.isEmpty() ? all : all.from(places.toArray(String[]::new));
    List<Scan.Finding> findings = scan.findings();
    double seconds = (System.nanoTime() - begin) / 1e9;
    findings.forEach(finding -> out.println(finding + "\n"));
    if (!findings.isEmpty()) {
      out.println(Scan.ADVICE);
    }
    out.println(
        String.format(
            Locale.ROOT,
            "%d side effects in %d transactions of %d classes (%.1f s)",
            findings.size(),
            scan.transactions().size(),
            scan.classes(),
            seconds));
    return findings.isEmpty() ? 0 : 1;
  }

  /** Where there is nothing to scan: a mistake, which must not look as if nothing were found. */
  private static List<String> nothing(Scan all, List<Path> roots, List<String> places) {
    if (all.classes() == 0) {
      return roots.stream().map(root -> "There is no class in " + root).toList();
    }
    return places.stream()
        .filter(place -> all.from(place).transactions().isEmpty())
        .map(place -> "There is no transaction in " + place)
        .toList();
  }
}
