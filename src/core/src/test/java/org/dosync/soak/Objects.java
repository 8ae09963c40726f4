package org.dosync.soak;

import static java.util.stream.Collectors.toMap;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many objects of each class of the library are alive. */
record Objects(Map<String, Long> byClass) {

  private static final Pattern ROW =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(org\\.dosync\\.[A-Z][\\w$]*).*");

  private static final long FEW = 100;

  /**
   * Notes of what has ended stay until a list of them is longer than 64, and threads that come and
   * go fill one list after the other.
   */
  private static final Map<String, Long> BOUNDS =
      Map.of("org.dosync.Busy$Note", 64L * 8 * Runtime.getRuntime().availableProcessors());

  /** After a full collection. */
  static Objects now() {
    return new Objects(
        histogram()
            .lines()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .collect(toMap(row -> row.group(2), row -> Long.valueOf(row.group(1)), Long::sum)));
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that are more at each later moment than half as many again as at some earlier one. */
  static Map<String, Long> grown(List<Objects> earlier, List<Objects> later) {
    Map<String, Long> grown = new TreeMap<>();
    for (String name : later.get(0).byClass.keySet()) {
      long least = least(later, name);
      long before = least(earlier, name);
      if (least > before + before / 2 + FEW && least > BOUNDS.getOrDefault(name, 0L)) {
        grown.put(name, least - before);
      }
    }
    return grown;
  }

  private static long least(List<Objects> all, String name) {
    return all.stream().mapToLong(one -> one.of(name)).min().orElseThrow();
  }

  private long of(String name) {
    return byClass.getOrDefault(name, 0L);
  }

  long total() {
    return byClass.values().stream().mapToLong(Long::longValue).sum();
  }
}
