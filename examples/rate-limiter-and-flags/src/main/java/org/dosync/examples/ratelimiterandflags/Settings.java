package org.dosync.examples.ratelimiterandflags;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** All that the application is told from outside, as one immutable value. */
record Settings(int limit, Set<String> flags) {

  static Settings of(Properties properties) {
    return new Settings(
        Integer.parseInt(properties.getProperty("limit")),
        Set.copyOf(List.of(properties.getProperty("flags", "").split(","))));
  }

  boolean isValid() {
    return limit > 0;
  }

  @Override
  public String toString() {
    return "limit " + limit + ", flags " + new TreeSet<>(flags);
  }
}
