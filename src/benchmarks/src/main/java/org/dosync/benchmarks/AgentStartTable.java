package org.dosync.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent adds to the start of a JVM: pairs of processes that do nothing, one without it and
 * one with it, in turn, so that whatever else the machine does disturbs both alike.
 */
public final class AgentStartTable {

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

  /** Takes the jar of the agent, how many pairs, and the {@code java} command if not this one. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    AgentStartTable table =
        new AgentStartTable(
            arguments.length > 2 ? arguments[2] : own, "-javaagent:" + arguments[0]);
    for (int pair = Integer.parseInt(arguments[1]); pair > 0; pair--) {
      table.measurePair();
    }
    table.print();
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

  private void print() {
    System.out.println("| start of a JVM, ms | median | from | to |\n|---|--:|--:|--:|");
    print("without the agent", without);
    print("with it", with);
    print("more, of a pair", more);
    print("more time of a processor", moreOfProcessor);
  }

  private static void print(String name, List<Double> millis) {
    Summary summary = Summary.of(millis.stream().mapToDouble(Double::doubleValue));
    System.out.printf(
        "| %s | %.0f | %.0f | %.0f |%n",
        name, summary.median(), summary.lowest(), summary.highest());
  }
}
