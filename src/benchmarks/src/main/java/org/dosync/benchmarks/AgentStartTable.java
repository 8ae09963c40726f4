package org.dosync.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent adds to the start of a JVM: pairs of processes that do nothing, one without it and
 * one with it, in turn, so that whatever else the machine does disturbs both alike.
 */
public final class AgentStartTable {

  private static final int PAIRS = 15;
  private static final int ALLOWED = 250;
  private static final String USAGE =
      "AgentStartTable [<pairs> [<java command> [<jar of an agent>]]]";

  private final String java;
  private final String agent;
  private final List<Double> without = new ArrayList<>();
  private final List<Double> with = new ArrayList<>();
  private final List<Double> more = new ArrayList<>();
  private final List<Double> moreOfProcessor = new ArrayList<>();

  private AgentStartTable(String java, String agent) {
    this.java = java;
    this.agent = agent;
  }

  /** What is started. */
  static final class Nothing {
    private Nothing() {}

    /** Tells how much time of a processor it took to get here. */
    public static void main(String... arguments) {
      System.out.print(ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
    }
  }

  /** How many pairs, if not {@value #PAIRS}; which Java, if not this one; another agent. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    try {
      System.out.print(measured(arguments));
    } catch (NumberFormatException e) {
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  static AgentStartTable measured(String... arguments) throws IOException, InterruptedException {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PAIRS;
    AgentStartTable table =
        new AgentStartTable(
            arguments.length > 1 ? arguments[1] : NewProcess.JAVA,
            arguments.length > 2 ? "-javaagent:" + arguments[2] : GuardJar.agent(""));
    for (int pair = 0; pair < pairs; pair++) {
      table.measurePair();
    }
    return table;
  }

  private void measurePair() throws IOException, InterruptedException {
    Start plain = start(List.of());
    Start guarded = start(List.of(agent));
    without.add(plain.millis);
    with.add(guarded.millis);
    more.add(guarded.millis - plain.millis);
    moreOfProcessor.add(guarded.ofProcessor - plain.ofProcessor);
  }

  private record Start(double millis, double ofProcessor) {}

  private Start start(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Nothing.class.getName()));
    long begin = System.nanoTime();
    List<String> output = NewProcess.output(command);
    double millis = (System.nanoTime() - begin) / 1e6;
    return new Start(millis, Double.parseDouble(output.get(0)));
  }

  @Override
  public String toString() {
    double added = Summary.of(more).median();
    return "| start of a JVM, ms | median | from | to |\n|---|--:|--:|--:|\n"
        + line("without the agent", without)
        + line("with it", with)
        + line("more, of a pair", more)
        + line("more time of a processor", moreOfProcessor)
        + "%.0f ms are added; target at most %d%s%n"
            .formatted(added, ALLOWED, added > ALLOWED ? " MISSED" : "");
  }

  private static String line(String name, List<Double> millis) {
    Summary summary = Summary.of(millis);
    return "| %s | %.0f | %.0f | %.0f |%n"
        .formatted(name, summary.median(), summary.lowest(), summary.highest());
  }
}
