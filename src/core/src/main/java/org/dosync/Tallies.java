package org.dosync;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** A tally for each of many names. Names that come when there are too many share one. */
final class Tallies<K> {

  /** Names may be made at run time, and must not fill the memory. */
  static final int MOST = 10_000;

  private final Map<K, Tally> byName = new ConcurrentHashMap<>();
  private final K others;

  Tallies(K others) {
    this.others = others;
  }

  Tally of(K name) {
    Tally known = byName.get(name);
    return known == null ? first(name) : known;
  }

  private Tally first(K name) {
    return byName.computeIfAbsent(byName.size() < MOST ? name : others, any -> new Tally());
  }

  /** A line for each name, in an order. */
  <L> List<L> lines(BiFunction<K, Tally, L> line, Comparator<L> order) {
    return byName.entrySet().stream()
        .map(entry -> line.apply(entry.getKey(), entry.getValue()))
        .sorted(order)
        .toList();
  }
}
