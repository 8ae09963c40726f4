package org.dosync.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How often things happened, by a name. */
final class Counts {

  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  /** What has no name cannot be asked for. */
  void add(@Nullable String name, long howMany) {
    if (name != null) {
      counts.merge(name, howMany, Long::sum);
    }
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** Takes one away, if there is one. */
  boolean take(@Nullable String name) {
    if (name == null) {
      return false;
    }
    boolean[] taken = {false};
    counts.computeIfPresent(
        name,
        (key, count) -> {
          taken[0] = count > 0;
          return Math.max(0, count - 1);
        });
    return taken[0];
  }
}
