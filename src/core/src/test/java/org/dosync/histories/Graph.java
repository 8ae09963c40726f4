package org.dosync.histories;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What came before what. */
final class Graph {

  enum Kind {
    /** One wrote a value, the other replaced it. */
    WW,
    /** One wrote a value, the other read it. */
    WR,
    /** One read a value, the other replaced it. */
    RW,
    /** One had ended when the other began. */
    TIME,
    /** Begin and end of the same one. */
    SAME
  }

  record Edge(int from, int to, Kind kind, int ref) {}

  private final List<List<Edge>> edges = new ArrayList<>();

  Graph(int nodes) {
    for (int i = 0; i < nodes; i++) {
      edges.add(new ArrayList<>());
    }
  }

  int size() {
    return edges.size();
  }

  void add(int from, int to, Kind kind, int ref) {
    if (from != to) {
      edges.get(from).add(new Edge(from, to, kind, ref));
    }
  }

  /** Takes away what nothing comes before, as long as there is any. */
  boolean hasCycle() {
    int[] before = new int[edges.size()];
    edges.forEach(list -> list.forEach(edge -> before[edge.to]++));
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < before.length; i++) {
      if (before[i] == 0) {
        free.add(i);
      }
    }
    int taken = 0;
    for (; !free.isEmpty(); taken++) {
      for (Edge edge : edges.get(free.remove())) {
        if (--before[edge.to] == 0) {
          free.add(edge.to);
        }
      }
    }
    return taken < before.length;
  }

  /** A cycle with an edge of the first kinds, all others of the second; empty if there is none. */
  List<Edge> shortestCycle(Set<Kind> one, Set<Kind> others) {
    Set<Kind> allowed = EnumSet.of(Kind.SAME);
    allowed.addAll(others);
    List<Edge> best = List.of();
    for (List<Edge> list : edges) {
      for (Edge edge : list) {
        if (one.contains(edge.kind)) {
          List<Edge> back = path(edge.to, edge.from, allowed);
          if (!back.isEmpty() && (best.isEmpty() || back.size() + 1 < best.size())) {
            best = new ArrayList<>(List.of(edge));
            best.addAll(back);
          }
        }
      }
    }
    return best;
  }

  private List<Edge> path(int from, int to, Set<Kind> allowed) {
    Edge[] cameBy = new Edge[edges.size()];
    Deque<Integer> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty() && cameBy[to] == null) {
      for (Edge edge : edges.get(next.remove())) {
        if (allowed.contains(edge.kind) && cameBy[edge.to] == null && edge.to != from) {
          cameBy[edge.to] = edge;
          next.add(edge.to);
        }
      }
    }
    return cameBy[to] == null ? List.of() : back(cameBy, from, to);
  }

  private static List<Edge> back(Edge[] cameBy, int from, int to) {
    List<Edge> path = new ArrayList<>();
    for (int node = to; node != from; node = cameBy[node].from) {
      path.add(cameBy[node]);
    }
    Collections.reverse(path);
    return path;
  }
}
