package org.dosync.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dosync.Gate;
import org.dosync.faults.Injector.Point;

/** Runs a program once for each of its points and each fault that may happen there. */
public final class FaultCheck {

  /** Others depend on how threads take turns. */
  private static final int CALLS_OF_A_CLOCK = 3;

  /** How often a point is tried that is reached in most runs, and not in each. */
  private static final int TURNS_OF_A_CLOCK = 10;

  /** What came of a run: the points that it passed, and what was wrong. */
  record Outcome(Collection<Point> passed, boolean struck, List<String> wrong) {}

  private final String name;
  private final Program program;
  private final boolean all;
  private final int most;
  private int turn;

  /**
   * @param all whether each fault is to happen at each point; else those that are for few places
   *     do, and some of the others, in turn
   * @param most how many findings are enough
   */
  FaultCheck(String name, Program program, boolean all, int most) {
    this.most = most;
    this.name = name;
    this.program = program;
    this.all = all;
  }

  /** What is wrong; says so once for each point and fault. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    Outcome quiet = quiet();
    add(findings, "nothing", quiet.wrong);
    Set<Point> points = points(quiet);
    if (points.isEmpty()) {
      findings.add(name + " calls no code of users");
    }
    for (Point point : points) {
      for (Fault fault : faults(point)) {
        if (findings.size() < most) {
          add(findings, fault + " at " + point, strike(point, fault));
        }
      }
    }
    return findings;
  }

  /**
   * Again if the point was not reached: a fault that did not happen shows nothing. How often a
   * clock is asked depends on how threads take turns, so its first call has to be reached.
   */
  private List<String> strike(Point point, Fault fault) {
    for (int i = 0; i < (isSure(point) ? 1 : TURNS_OF_A_CLOCK); i++) {
      Outcome outcome = run(new Injector(point, fault));
      if (outcome.struck || !outcome.wrong.isEmpty()) {
        return outcome.wrong;
      }
    }
    return isSure(point) || point.occurrence() == 1 ? List.of("was not reached") : List.of();
  }

  Set<Point> points(Outcome quiet) {
    Set<Point> points = new LinkedHashSet<>(quiet.passed);
    points.removeIf(point -> !isSure(point) && point.occurrence() > CALLS_OF_A_CLOCK);
    return points;
  }

  Outcome quiet() {
    return run(new Injector());
  }

  /** Whether it is reached in each run. */
  private static boolean isSure(Point point) {
    return switch (point.place()) {
      case CLOCK, JOB_TIMES -> false;
      case EXECUTOR, EXECUTOR_AFTERWARDS -> !point.name().equals("of jobs");
      default -> true;
    };
  }

  private List<Fault> faults(Point point) {
    List<Fault> general = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (fault.mayHappenAt(point.place())) {
        (fault.isGeneral() ? general : faults).add(fault);
      }
    }
    int count = all ? general.size() : 2;
    for (int i = 0; i < count; i++) {
      faults.add(general.get(turn++ % general.size()));
    }
    return faults;
  }

  private void add(List<String> findings, String what, List<String> wrong) {
    wrong.forEach(one -> findings.add(name + ", " + what + ":\n    " + one));
  }

  /** One run, on a thread of its own: it may hang. */
  private Outcome run(Injector injector) {
    Collection<String> wrong = new ConcurrentLinkedQueue<>();
    Thread thread = new Thread(() -> wrong.addAll(runHere(injector)), "faults-program");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(2_000L * Gate.PATIENCE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wrong.add("the check itself was interrupted, maybe since its time was over");
    }
    if (thread.isAlive()) {
      wrong.add("hangs:" + dump());
      thread.interrupt();
    }
    return new Outcome(injector.passed(), injector.hasStruck(), List.copyOf(wrong));
  }

  private List<String> runHere(Injector injector) {
    List<String> wrong = new ArrayList<>();
    try (Told told = new Told(injector)) {
      Run run = new Run(injector, told);
      try {
        program.run(run);
      } catch (Run.Over closed) {
        // and now the end
      } catch (Throwable thrown) {
        wrong.add("the program has failed: " + Run.text(thrown));
      }
      wrong.addAll(run.end());
    } catch (Throwable thrown) {
      wrong.add("the end has failed: " + Run.text(thrown));
    }
    return wrong;
  }

  private static String dump() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      text.append("\n    ").append(each.getKey()).append(' ').append(each.getKey().getState());
      for (StackTraceElement frame : each.getValue()) {
        text.append("\n      at ").append(frame);
      }
    }
    return text.toString();
  }

  /**
   * For a library that may be broken: ends with 1 and says what it has found first, or with 0.
   *
   * @param args the names of programs
   */
  public static void main(String[] args) {
    for (String name : args) {
      List<String> findings = new FaultCheck(name, Program.all().get(name), true, 1).findings();
      if (!findings.isEmpty()) {
        System.out.println(findings.get(0));
        System.exit(1);
      }
    }
    System.out.println("nothing found");
    System.exit(0);
  }
}
