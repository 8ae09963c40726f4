package org.dosync.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The measured runs.
 *
 * <p>Each round measures every system once on every trial, in turn, so that a change of the machine
 * during the run meets all of them alike. The turn moves on by one from round to round.
 */
final class Runs {
  private final Settings settings;
  private final List<Trial> trials;
  private final Progress progress;
  private final Map<String, List<Fork>> forks = new LinkedHashMap<>();
  private final List<RunResult> raw = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private boolean broken;

  Runs(Settings settings) {
    this.settings = settings;
    trials = settings.rows().stream().map(Row::trial).distinct().toList();
    int processes = trials.stream().mapToInt(trial -> settings.systems(trial.kind()).size()).sum();
    progress = new Progress(processes * settings.forks());
  }

  void measure() {
    for (int round = 0; round < settings.forks(); round++) {
      for (Trial trial : trials) {
        inTurn(trial, round).forEach(system -> measure(trial, system));
      }
    }
    progress.end();
  }

  private List<String> inTurn(Trial trial, int round) {
    List<String> systems = new ArrayList<>(settings.systems(trial.kind()));
    Collections.rotate(systems, -round);
    return systems;
  }

  private void measure(Trial trial, String system) {
    progress.next(trial + ", " + system);
    try {
      RunResult result = run(trial, system, settings.process());
      raw.add(result);
      add(trial, system, new Fork(result));
    } catch (RunnerException e) {
      add(trial, system, Fork.FAILED);
      fail(trial, system, e);
    }
  }

  /** Runs one trial on one system with the given options. */
  static RunResult run(Trial trial, String system, ChainedOptionsBuilder options)
      throws RunnerException {
    options
        .include("^" + Pattern.quote(trial.workload().getName() + ".run") + "$")
        .threads(trial.threads())
        .param("system", system);
    if (trial.size() > 0) {
      options.param("size", String.valueOf(trial.size()));
    }
    return new Runner(options.build()).runSingle();
  }

  private void add(Trial trial, String system, Fork fork) {
    forks.computeIfAbsent(trial + ", " + system, key -> new ArrayList<>()).add(fork);
  }

  private void fail(Trial trial, String system, RunnerException e) {
    Throwable reason = reason(e);
    broken |= reason instanceof BrokenInvariantException;
    failures.add(trial + ", " + system + ": " + reason);
  }

  /** The first cause that a benchmark itself gave, however deep JMH wrapped it. */
  static Throwable reason(Throwable e) {
    Throwable inner = e.getCause();
    if (inner == null && e.getSuppressed().length > 0) {
      inner = e.getSuppressed()[0];
    }
    return inner == null ? e : reason(inner);
  }

  /** The forks of one trial on one system, in the order of the rounds. */
  List<Fork> forks(Trial trial, String system) {
    return forks.getOrDefault(trial + ", " + system, List.of());
  }

  /** How many threads of other processes ran in the minute before, about; -1 if unknown. */
  double load() {
    return load;
  }

  Collection<RunResult> raw() {
    return raw;
  }

  List<String> failures() {
    return failures;
  }

  /** Whether any system broke the invariant of a workload. */
  boolean broken() {
    return broken;
  }
}
