package org.dosync.containers.probe;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Facts as lines of {@code key=value}: what every server can answer with. */
final class Text {

  private Text() {}

  static String of(Map<String, ?> facts) {
    return new TreeMap<>(facts)
        .entrySet().stream()
            .map(fact -> fact.getKey() + "=" + fact.getValue() + "\n")
            .collect(Collectors.joining());
  }
}
