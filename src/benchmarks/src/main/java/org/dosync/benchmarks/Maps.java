package org.dosync.benchmarks;

import java.util.Map;

/** A map that threads share. */
abstract class Maps {
  /** Each of its operations is a step of its own. */
  final Map<Integer, Integer> map;

  Maps(Map<Integer, Integer> map) {
    this.map = map;
  }

  /** Takes one from a key's number and adds it to another's, at once where the system can. */
  abstract void move(Integer from, Integer to);

  final void moveOneByOne(Integer from, Integer to) {
    map.put(from, map.get(from) - 1);
    map.put(to, map.get(to) + 1);
  }
}
