package org.dosync.histories;

import static org.dosync.histories.Graph.Kind.RW;
import static org.dosync.histories.Graph.Kind.SAME;
import static org.dosync.histories.Graph.Kind.TIME;
import static org.dosync.histories.Graph.Kind.WR;
import static org.dosync.histories.Graph.Kind.WW;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds out what came before what. Node {@code 2 * i} is the moment that try {@code i} saw, {@code
 * 2 * i + 1} its commit, if that is another moment; behind them is a node for each end of a try,
 * the time.
 */
final class Order {

  private final List<Try> tries;
  private final Map<Try, Integer> indexes = new IdentityHashMap<>();
  private final Graph graph;

  /** By value, those made from it. */
  private final Map<Cell, List<Cell>> madeFrom = new IdentityHashMap<>();

  /** By value, those that are known to have replaced it. */
  private final Map<Cell, List<Cell>> replacedBy = new IdentityHashMap<>();

  /** By ref: the values that were made from nothing, among them the first one. */
  private final Map<Integer, List<Cell>> roots = new HashMap<>();

  Order(List<Try> tries) {
    this.tries = tries;
    long last = 0;
    for (int i = 0; i < tries.size(); i++) {
      indexes.put(tries.get(i), i);
      last = Math.max(last, tries.get(i).ended());
    }
    graph = new Graph(2 * tries.size() + (int) last + 1);
  }

  Graph graph() {
    addTime();
    tries.forEach(each -> each.writes().values().forEach(this::addMade));
    madeFrom.forEach((cell, next) -> replacedBy.put(cell, new ArrayList<>(next)));
    roots.values().forEach(this::orderRoots);
    replacedBy.forEach((cell, next) -> next.forEach(each -> addReplaced(cell, each)));
    madeFrom.values().forEach(this::addFork);
    tries.forEach(each -> each.reads().forEach(read -> addRead(each, read)));
    return graph;
  }

  // ---- nodes

  private int seen(Try one) {
    return 2 * indexes.get(one);
  }

  private int committed(Try one) {
    return one.kind() == Try.Kind.SNAPSHOT && !one.writes().isEmpty() ? seen(one) + 1 : seen(one);
  }

  private int time(long number) {
    return 2 * tries.size() + (int) number;
  }

  // ---- edges

  private void addTime() {
    for (int node = time(0); node < graph.size() - 1; node++) {
      graph.add(node, node + 1, TIME, -1);
    }
    for (Try each : tries) {
      graph.add(seen(each), committed(each), SAME, -1);
      graph.add(committed(each), time(each.ended()), TIME, -1);
      if (each.began() >= 0) {
        graph.add(time(each.began()), seen(each), TIME, -1);
      }
    }
  }

  private void addMade(Cell cell) {
    Cell replaced = cell.replaced();
    if (replaced == null) {
      roots.computeIfAbsent(cell.ref, ref -> new ArrayList<>()).add(cell);
    } else {
      madeFrom.computeIfAbsent(replaced, key -> new ArrayList<>()).add(cell);
    }
  }

  /**
   * Values made from one another follow each other directly. So if one of them was there before a
   * value was made from nothing, all of them were.
   */
  private void orderRoots(List<Cell> rootsOfRef) {
    for (Cell root : rootsOfRef) {
      List<Cell> line = line(root).toList();
      long ended = line.stream().mapToLong(cell -> cell.writer.ended()).min().orElseThrow();
      for (Cell later : rootsOfRef) {
        if (later != root && ended <= later.writer.began()) {
          line.stream()
              .filter(cell -> !madeFrom.containsKey(cell))
              .forEach(end -> follow(end, later));
        }
      }
    }
  }

  private Stream<Cell> line(Cell root) {
    List<Cell> line = new ArrayList<>(List.of(root));
    for (int i = 0; i < line.size(); i++) {
      line.addAll(madeFrom.getOrDefault(line.get(i), List.of()));
    }
    return line.stream();
  }

  private void follow(Cell cell, Cell later) {
    replacedBy.computeIfAbsent(cell, key -> new ArrayList<>()).add(later);
  }

  /** Under snapshot isolation too, nobody replaces what he has not seen, but by a commute. */
  private void addReplaced(Cell cell, Cell by) {
    int to = by.writer.wroteByCommute(by.ref) ? committed(by.writer) : seen(by.writer);
    graph.add(committed(cell.writer), to, WW, cell.ref);
  }

  /** Each of them believed to be the next: what it was made from must be there at its commit. */
  private void addFork(List<Cell> next) {
    for (Cell one : next) {
      for (Cell other : next) {
        graph.add(committed(one.writer), committed(other.writer), RW, one.ref);
      }
    }
  }

  private void addRead(Try reader, Try.Read read) {
    Cell cell = read.cell();
    graph.add(committed(cell.writer), seen(reader), WR, cell.ref);
    int until = read.ensured() ? committed(reader) : seen(reader);
    for (Cell next : replacedBy.getOrDefault(cell, List.of())) {
      if (next.writer != reader) {
        graph.add(until, committed(next.writer), RW, cell.ref);
      }
    }
  }
}
