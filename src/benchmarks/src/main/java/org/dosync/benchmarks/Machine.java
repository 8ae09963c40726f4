package org.dosync.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.multiverse.stms.gamma.GammaStm;

/** Where and beside what is measured. */
final class Machine {
  private Machine() {}

  /** What a report says of the machine, as it is now. */
  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("day", LocalDate.now().toString());
    facts.put("processors", processors());
    facts.put("system", property("os.name") + " " + property("os.version"));
    facts.put("load before the run", load());
    facts.put("versions", versions());
    return facts;
  }

  private static String processors() {
    return "%d, %s %s"
        .formatted(Runtime.getRuntime().availableProcessors(), property("os.arch"), model())
        .trim();
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  /** Linux tells it in a file; other systems leave it at the architecture. */
  private static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String load() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return load(system.getSystemLoadAverage(), system.getAvailableProcessors());
  }

  static String load(double average, int processors) {
    String busy = " Other programs were running: the numbers say little.";
    return String.format(Locale.ROOT, "%.1f.", average) + (average > processors / 2.0 ? busy : "");
  }

  static String versions() {
    return Stream.of(
            clojure.lang.Ref.class,
            scala.concurrent.stm.Ref.class,
            GammaStm.class,
            ActorSystem.class)
        .map(Machine::jar)
        .collect(Collectors.joining(", "));
  }

  private static String jar(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.substring(place.lastIndexOf('/') + 1).replace(".jar", "");
  }
}
