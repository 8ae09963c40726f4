package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every workload keeps its invariant on every system, for the few operations tried here. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkloadsTest {
  private static final Settings ALL_SYSTEMS =
      Settings.parse(
          "--systems",
          "Dosync,DosyncLong,DosyncReadOnly,DosyncOff,Clojure,ClojureOff,Scala,ScalaJava,ScalaLong,"
              + "Multiverse,MultiverseLong,MultiverseReadOnly,Lock,StampedLock,Narayana,"
              + "Pekko,Executor,Completable");

  /** The lock file of JMH is for measurements, which another process on this machine may make. */
  @BeforeAll
  static void measureNothing() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  static Stream<Arguments> everyWorkloadOnEverySystem() {
    return Row.ALL.stream()
        .map(Row::trial)
        .distinct()
        .flatMap(
            trial ->
                ALL_SYSTEMS.systems(trial).stream().map(system -> Arguments.of(trial, system)));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("everyWorkloadOnEverySystem")
  void keepsItsInvariant(Trial trial, String system) throws RunnerException {
    assumeTrue(trial.workload() != Crowd.class || VirtualThreads.areThere(), "JDK 21");
    RunResult result = Runs.run(trial, system, few(operations(trial)));
    assertEquals(2, result.getAggregatedResult().getIterationResults().size());
  }

  /** Of agents and crowds each is thousands. */
  private static int operations(Trial trial) {
    return trial.kind() == Kind.AGENTS || trial.workload() == Crowd.class ? 2 : 25;
  }

  static Stream<Arguments> everyCurve() {
    return Curve.ALL.stream()
        .flatMap(curve -> Stream.of(1, 100).map(size -> Arguments.of(curve, size)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyCurve")
  void runs(Curve curve, int size) throws RunnerException {
    RunResult result = new Runner(Runs.point(curve, size, few(2)).build()).runSingle();
    assertEquals(2, result.getAggregatedResult().getIterationResults().size());
  }

  /**
   * A few operations in this process, unmeasured; threads that wait for each other take a second.
   */
  private static ChainedOptionsBuilder few(int operations) {
    return new OptionsBuilder()
        .forks(0)
        .syncIterations(false)
        .mode(Mode.SingleShotTime)
        .warmupIterations(0)
        .measurementIterations(2)
        .measurementBatchSize(operations)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }
}
