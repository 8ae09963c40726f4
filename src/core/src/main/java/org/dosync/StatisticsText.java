package org.dosync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.dosync.Statistics.Report;
import org.dosync.Statistics.Runs;
import org.dosync.Statistics.Transactions;

/** The tables of a {@link Report}: a name to the left, numbers to the right. */
final class StatisticsText {

  private static final int LINES = 20;
  private static final int LONGEST_NAME = 60;

  private final StringBuilder text = new StringBuilder();

  private StatisticsText() {}

  static String of(Report report) {
    StatisticsText made = new StatisticsText();
    made.text.append("Dosync, ").append(time(report.time())).append('\n');
    made.table(
        List.of("Transactions", "commits", "aborts", "tries", "lost", "mean", "longest"),
        report.transactions(),
        StatisticsText::cells);
    made.table(
        List.of("Hottest refs", "lost"),
        report.refs(),
        line -> List.of(line.ref(), number(line.lost())));
    made.table(
        List.of("Collisions: loser × winner", "lost"),
        report.collisions(),
        line -> List.of(line.loser() + " × " + line.winner(), number(line.lost())));
    made.table(
        List.of("Agents", "actions", "failures", "mean", "longest"),
        report.agents(),
        StatisticsText::cells);
    made.table(
        List.of("Jobs", "runs", "failures", "mean", "longest"),
        report.jobs(),
        StatisticsText::cells);
    return made.text.toString();
  }

  private static List<String> cells(Transactions line) {
    return List.of(
        line.name(),
        number(line.commits()),
        number(line.aborts()),
        number(line.tries()),
        number(line.lost()),
        mean(line.total(), line.commits() + line.aborts()),
        time(line.longest()));
  }

  private static List<String> cells(Runs line) {
    return List.of(
        line.name(),
        number(line.runs()),
        number(line.failures()),
        mean(line.total(), line.runs()),
        time(line.longest()));
  }

  // ---- a table

  private <L> void table(List<String> head, List<L> lines, Function<L, List<String>> cells) {
    if (!lines.isEmpty()) {
      List<List<String>> rows = new ArrayList<>(List.of(head));
      lines.stream().limit(LINES).map(cells).forEach(rows::add);
      int[] widths = widths(rows);
      text.append('\n');
      rows.forEach(row -> row(row, widths));
      if (lines.size() > LINES) {
        text.append("and ").append(number(lines.size() - LINES)).append(" more\n");
      }
    }
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(row.get(i).length(), LONGEST_NAME));
      }
    }
    return widths;
  }

  private void row(List<String> cells, int[] widths) {
    text.append(cells.get(0));
    pad(widths[0] - cells.get(0).length());
    for (int i = 1; i < widths.length; i++) {
      pad(widths[i] - cells.get(i).length() + 2);
      text.append(cells.get(i));
    }
    text.append('\n');
  }

  private void pad(int spaces) {
    text.append(" ".repeat(Math.max(0, spaces)));
  }

  // ---- a cell

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String mean(Duration total, long count) {
    return count == 0 ? "-" : time(total.dividedBy(count));
  }

  /** Three digits or so, in the unit that fits. */
  private static String time(Duration time) {
    double nanos = time.toNanos();
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
