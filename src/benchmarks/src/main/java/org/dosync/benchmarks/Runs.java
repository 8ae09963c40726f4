package org.dosync.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
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
  /** For ten million refs. */
  private static final String[] MUCH_MEMORY = {"-Xms3g", "-Xmx3g", "-Xmn1g"};

  private final Settings settings;
  private final List<Trial> trials;
  private Progress progress = new Progress(0);
  private final Map<String, List<Fork>> forks = new LinkedHashMap<>();
  private final List<RunResult> raw = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private String load = "";
  private boolean broken;

  Runs(Settings settings) {
    this.settings = settings;
    trials = settings.rows().stream().map(Row::trial).distinct().toList();
  }

  /** So many for a round. */
  private int processes() {
    return trials.stream().mapToInt(trial -> settings.systems(trial).size()).sum();
  }

  void measure() {
    load = Machine.load();
    progress = new Progress(processes() * settings.forks());
    for (int round = 0; round < settings.forks(); round++) {
      for (Trial trial : trials) {
        inTurn(trial, round).forEach(system -> measure(trial, system));
      }
    }
    progress.end();
  }

  /** One process more for each system, which takes the time of single operations. */
  void measureTimes() {
    progress = new Progress(processes());
    for (Trial trial : trials) {
      settings.systems(trial).forEach(system -> addRaw(trial, system, times()));
    }
    progress.end();
  }

  private ChainedOptionsBuilder times() {
    return settings.process().mode(Mode.SampleTime);
  }

  /** One process more of Dosync, which counts its tries. */
  void countTries() {
    List<Trial> several =
        trials.stream()
            .filter(trial -> trial.kind().hasTransactions() && trial.threads() > 1)
            .filter(trial -> settings.systems(trial).contains("Dosync"))
            .toList();
    progress = new Progress(several.size());
    several.forEach(trial -> addRaw(trial, "Dosync", tries()));
    progress.end();
  }

  private ChainedOptionsBuilder tries() {
    return settings.process().addProfiler(TriesProfiler.class);
  }

  private void addRaw(Trial trial, String system, ChainedOptionsBuilder options) {
    addRaw(trial + ", " + system, options(trial, system, options));
  }

  /** One process of Dosync for each point of each curve. */
  void measureGrowth() {
    List<Curve> curves = settings.curves();
    progress = new Progress(curves.stream().mapToInt(curve -> sizes(curve).size()).sum());
    for (Curve curve : curves) {
      sizes(curve).forEach(size -> addRaw(curve.name() + ", " + size, point(curve, size)));
    }
    progress.end();
  }

  private List<Integer> sizes(Curve curve) {
    return curve.sizes(settings.full());
  }

  private ChainedOptionsBuilder point(Curve curve, int size) {
    return point(curve, size, settings.process(MUCH_MEMORY));
  }

  /** One point of a curve, with the given options. */
  static ChainedOptionsBuilder point(Curve curve, int size, ChainedOptionsBuilder options) {
    String name = Growth.class.getPackageName() + "." + curve.benchmark();
    return options.include("^" + Pattern.quote(name) + "$").param("size", String.valueOf(size));
  }

  private void addRaw(String what, ChainedOptionsBuilder options) {
    progress.next(what);
    try {
      raw.add(new Runner(options.build()).runSingle());
    } catch (RunnerException e) {
      fail(what, e);
    }
  }

  private List<String> inTurn(Trial trial, int round) {
    List<String> systems = new ArrayList<>(settings.systems(trial));
    Collections.rotate(systems, -round);
    return systems;
  }

  private void measure(Trial trial, String system) {
    progress.next(trial + ", " + system);
    try {
      RunResult result = run(trial, system, settings.process());
      raw.add(result);
      add(trial, system, Fork.of(result));
    } catch (RunnerException e) {
      add(trial, system, Fork.FAILED);
      fail(trial + ", " + system, e);
    }
  }

  /** Runs one trial on one system with the given options. */
  static RunResult run(Trial trial, String system, ChainedOptionsBuilder options)
      throws RunnerException {
    return new Runner(options(trial, system, options).build()).runSingle();
  }

  private static ChainedOptionsBuilder options(
      Trial trial, String system, ChainedOptionsBuilder options) {
    options
        .include("^" + Pattern.quote(trial.workload().getName() + ".run") + "$")
        .threads(trial.threads())
        .param("system", system);
    return trial.size() > 0 ? options.param("size", String.valueOf(trial.size())) : options;
  }

  private void add(Trial trial, String system, Fork fork) {
    forks.computeIfAbsent(trial + ", " + system, key -> new ArrayList<>()).add(fork);
  }

  private void fail(String what, RunnerException e) {
    Throwable reason = reason(e);
    broken |= reason instanceof BrokenInvariantException;
    failures.add(what + ": " + reason);
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

  /** How busy the machine was before. */
  String load() {
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
