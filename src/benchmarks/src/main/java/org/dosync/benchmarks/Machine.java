package org.dosync.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jboss.stm.Container;
import org.multiverse.stms.gamma.GammaStm;

/** Where and beside what is measured. */
final class Machine {
  private Machine() {}

  /** What a report says of the machine. */
  static Map<String, String> facts(String load) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("day", LocalDate.now().toString());
    facts.put("processors", processors());
    facts.put("system", property("os.name") + " " + property("os.version"));
    facts.put("load before the run", load);
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

  /**
   * Looks on for a second. The load average would tell of the minutes before, and so of the build.
   */
  static String load() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    system.getCpuLoad(); // the next call tells of the time since this one
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return load(system.getCpuLoad());
  }

  static String load(double busy) {
    if (busy < 0) {
      return "unknown.";
    }
    String others = busy > 0.1 ? " Other programs were running: the numbers say little." : "";
    return Math.round(busy * 100) + " % of the processors." + others;
  }

  static String versions() {
    Stream<String> jars =
        Stream.of(
                clojure.lang.Ref.class,
                scala.concurrent.stm.Ref.class,
                GammaStm.class,
                ActorSystem.class)
            .map(Machine::jar);
    return Stream.concat(jars, Stream.of("narayana-" + jar(Container.class)))
        .collect(Collectors.joining(", "));
  }

  private static String jar(Class<?> type) {
    String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return place.substring(place.lastIndexOf('/') + 1).replace(".jar", "");
  }
}
