package org.dosync.benchmarks;

import java.util.concurrent.ConcurrentHashMap;

/** The JDK's map, which moves in two steps that others can see. */
final class ConcurrentMaps extends Maps {
  ConcurrentMaps() {
    super(new ConcurrentHashMap<>());
  }

  @Override
  void move(Integer from, Integer to) {
    map.merge(from, -1, Integer::sum);
    map.merge(to, 1, Integer::sum);
  }
}
