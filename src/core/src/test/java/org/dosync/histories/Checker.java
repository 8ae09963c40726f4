package org.dosync.histories;

import static java.util.stream.Collectors.joining;
import static org.dosync.histories.Graph.Kind.RW;
import static org.dosync.histories.Graph.Kind.SAME;
import static org.dosync.histories.Graph.Kind.TIME;
import static org.dosync.histories.Graph.Kind.WR;
import static org.dosync.histories.Graph.Kind.WW;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dosync.histories.Graph.Edge;

/**
 * Looks for anomalies in a history. A serializable transaction is one node of the graph; one under
 * snapshot isolation has two: the moment it saw, and its commit. A try that did not commit has the
 * moment it saw. An order in which all might have run one after another exists exactly if there is
 * no cycle.
 *
 * <p>Never a false alarm: an edge is there only if it follows from the values, or if one try had
 * ended before the other began. Where two transactions {@code set} a ref at the same time and
 * neither has read it, the order of their values is not known, and an anomaly may be missed.
 */
final class Checker {

  private record Search(String name, Set<Graph.Kind> one, Set<Graph.Kind> others) {}

  private static final List<Search> SEARCHES =
      List.of(
          new Search("G0 (dirty write)", EnumSet.of(WW), EnumSet.of(WW)),
          new Search("G1c (circular information flow)", EnumSet.of(WR), EnumSet.of(WW, WR)),
          new Search("G-single (read skew)", EnumSet.of(RW), EnumSet.of(WW, WR)),
          new Search("G2-item (write skew)", EnumSet.of(RW), EnumSet.of(WW, WR, RW)),
          new Search("stale read (real time)", EnumSet.of(RW), EnumSet.of(WW, WR, TIME)),
          new Search("real time violation", EnumSet.of(TIME), EnumSet.allOf(Graph.Kind.class)));

  private final List<Try> tries;
  private final Graph graph;

  private Checker(List<Try> tries) {
    this.tries = tries;
    this.graph = new Order(tries).graph();
  }

  /** The gravest anomaly there is. */
  static Optional<Anomaly> check(List<Try> tries) {
    return tries.stream()
        .map(Checker::checkAlone)
        .filter(Objects::nonNull)
        .findFirst()
        .or(() -> new Checker(tries).checkTogether());
  }

  // ---- what one try shows

  private static Anomaly checkAlone(Try one) {
    if (!one.mistakes().isEmpty()) {
      return new Anomaly("internal inconsistency", "  " + one.mistakes() + lines(List.of(one)));
    }
    if (one.isCommitted() && one.isDoomed()) {
      return new Anomaly("commit of a lost try", lines(List.of(one)));
    }
    if (one.kind() == Try.Kind.READ_ONLY && one.attempt() > 2) {
      return new Anomaly(
          "a read-only transaction was restarted more than once", lines(List.of(one)));
    }
    return one.reads().stream()
        .map(read -> checkRead(one, read.cell()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Anomaly checkRead(Try reader, Cell cell) {
    Try writer = cell.writer;
    Cell last = writer.writes().get(cell.ref);
    if (last == cell && writer != reader) {
      return null;
    }
    String evidence = "  " + reader.name() + " has read " + cell + lines(List.of(writer, reader));
    if (writer == reader) {
      return new Anomaly("internal inconsistency", evidence);
    }
    return last != null && cell.cameBefore(last)
        ? new Anomaly("G1b (intermediate read)" + opacity(reader), evidence)
        : new Anomaly("G1a (aborted read)" + opacity(reader), evidence);
  }

  private static String lines(Collection<Try> shown) {
    return shown.stream().map(each -> "\n  " + each).collect(joining()) + "\n";
  }

  private static String opacity(Try reader) {
    return reader.isCommitted() ? "" : ", seen by a try that did not commit (opacity)";
  }

  // ---- what all show together

  private Optional<Anomaly> checkTogether() {
    if (!graph.hasCycle()) {
      return Optional.empty();
    }
    return SEARCHES.stream().map(this::search).filter(Objects::nonNull).findFirst();
  }

  private Anomaly search(Search search) {
    List<Edge> cycle = graph.shortestCycle(search.one, search.others);
    return cycle.isEmpty() ? null : anomaly(search.name, cycle);
  }

  private Anomaly anomaly(String name, List<Edge> cycle) {
    Set<Try> members = new LinkedHashSet<>();
    cycle.forEach(edge -> members(edge).forEach(members::add));
    String opacity = members.stream().map(Checker::opacity).collect(joining());
    String shown = opacity.isEmpty() ? "" : ", seen by a try that did not commit (opacity)";
    return new Anomaly(
        precise(name, cycle, members) + shown,
        "  cycle: "
            + text(cycle)
            + "\n"
            + members.stream().map(t -> "  " + t + "\n").collect(joining()));
  }

  private Stream<Try> members(Edge edge) {
    return Stream.of(edge.from(), edge.to()).filter(this::isTry).map(this::tryOf);
  }

  private boolean isTry(int node) {
    return node < 2 * tries.size();
  }

  private Try tryOf(int node) {
    return tries.get(node / 2);
  }

  private static String precise(String name, List<Edge> cycle, Set<Try> members) {
    List<Edge> edges = new ArrayList<>(cycle);
    edges.removeIf(edge -> edge.kind() == SAME);
    long overtaken = edges.stream().filter(edge -> edge.kind() == RW).count();
    if (overtaken == 0 || edges.stream().anyMatch(edge -> edge.kind() == TIME)) {
      return name;
    }
    int ref = edges.get(0).ref();
    if (edges.stream().allMatch(edge -> edge.ref() == ref)
        && members.stream().allMatch(each -> each.writes().containsKey(ref))) {
      return "lost update";
    }
    return overtaken > 1 && !hasTwoOvertakenInARow(edges) ? "long fork (G-nonadjacent)" : name;
  }

  private static boolean hasTwoOvertakenInARow(List<Edge> cycle) {
    for (int i = 0; i < cycle.size(); i++) {
      if (cycle.get(i).kind() == RW && cycle.get((i + 1) % cycle.size()).kind() == RW) {
        return true;
      }
    }
    return false;
  }

  private String text(List<Edge> cycle) {
    StringBuilder text = new StringBuilder();
    for (Edge edge : cycle) {
      if (isTry(edge.from()) && edge.kind() != SAME) {
        text.append(tryOf(edge.from()).name()).append(step(edge));
      }
    }
    return text.append("the first").toString();
  }

  private static String step(Edge edge) {
    return switch (edge.kind()) {
      case WW -> " -x" + edge.ref() + " replaced by-> ";
      case WR -> " -x" + edge.ref() + " read by-> ";
      case RW -> " -read x" + edge.ref() + ", replaced by-> ";
      case TIME, SAME -> " -had ended before-> ";
    };
  }
}
