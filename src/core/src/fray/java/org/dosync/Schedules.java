package org.dosync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import kotlin.Unit;
import org.pastalab.fray.core.TestRunner;
import org.pastalab.fray.core.ThreadContext;
import org.pastalab.fray.core.command.Configuration;
import org.pastalab.fray.core.command.ExecutionInfo;
import org.pastalab.fray.core.command.LambdaExecutor;
import org.pastalab.fray.core.command.NetworkDelegateType;
import org.pastalab.fray.core.command.SystemTimeDelegateType;
import org.pastalab.fray.core.randomness.ControlledRandom;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.randomness.RandomnessProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;

/**
 * Runs a small program in one schedule after the other. Each schedule comes from a number, its
 * seed, and a failure tells it: with {@code -Dfray.seed=...} that schedule is the first.
 *
 * <p>One thread runs at a time. Fray decides who is next at each volatile access, compare-and-set,
 * lock, park and so on, by partial order sampling. A park may end by itself, or when it is due by a
 * clock that moves by {@link #TICK} each time somebody looks at it; if all threads wait, and no
 * clock will wake one, that is a deadlock.
 */
final class Schedules {

  private static final long FIRST_SEED = Long.getLong("fray.seed", 1);
  private static final int ITERATIONS = Integer.getInteger("fray.iterations", 2_000);
  private static final Path REPORTS =
      Path.of(System.getProperty("fray.reports", "target/fray/reports"));
  private static final Duration TICK = Duration.ofNanos(1_000);

  private Schedules() {}

  static void explore(Runnable program) {
    explore(program, FIRST_SEED, ITERATIONS);
  }

  static void explore(Runnable program, long firstSeed, int iterations) {
    run(program, 0, 1); // what happens once in a JVM, happens here
    run(program, firstSeed, iterations);
  }

  private static void run(Runnable program, long firstSeed, int iterations) {
    Configuration configuration = configuration(program, firstSeed, iterations);
    Throwable found = new TestRunner(configuration).run();
    if (found != null) {
      long seed = firstSeed + configuration.getCurrentIteration();
      throw new AssertionError(found + " To see it again: -Dfray.seed=" + seed, found);
    }
  }

  private static Configuration configuration(Runnable program, long firstSeed, int iterations) {
    Seeds seeds = new Seeds(firstSeed);
    return new Configuration(
        new ExecutionInfo(
            new LambdaExecutor(
                () -> {
                  program.run();
                  return Unit.INSTANCE;
                }),
            /* ignoreUnhandledExceptions= */ false,
            /* interleaveMemoryOps= */ false,
            /* maxScheduledStep= */ -1),
        REPORTS,
        iterations,
        /* timeout= */ 600,
        new Turns(seeds.getRandomness()),
        seeds,
        /* fullSchedule= */ false,
        /* exploreMode= */ false,
        /* noExitWhenBugFound= */ true,
        /* isReplay= */ false,
        /* noFray= */ false,
        /* dummyRun= */ false,
        NetworkDelegateType.NONE,
        SystemTimeDelegateType.MOCK,
        TICK.toNanos(),
        /* ignoreTimedBlock= */ false,
        /* sleepAsYield= */ false,
        /* resetClassLoader= */ false,
        /* redirectStdout= */ false,
        /* abortThreadExecutionAfterMainExit= */ false,
        /* resolveRacingOperationStackTraceHash= */ false,
        /* timelineCoverageType= */ null);
  }

  /**
   * Partial order sampling, but now and then it is anybody's turn: else a thread that naps until
   * another has gone on could nap for ever, because Fray prefers what cannot race.
   */
  private static final class Turns extends org.pastalab.fray.core.scheduler.Scheduler {
    private static final int RARELY = 64;

    private final POSScheduler sampling;

    Turns(Randomness randomness) {
      super(randomness);
      sampling = new POSScheduler(randomness);
    }

    @Override
    public ThreadContext scheduleNextOperation(
        List<ThreadContext> ready, Collection<ThreadContext> all) {
      return ready.size() > 1 && nextInt() % RARELY == 0
          ? ready.get(nextInt() % ready.size())
          : sampling.scheduleNextOperation(ready, all);
    }

    @Override
    public org.pastalab.fray.core.scheduler.Scheduler nextIteration(Randomness randomness) {
      return new Turns(randomness);
    }
  }

  private static final class Seeds implements RandomnessProvider {
    private long next;

    Seeds(long first) {
      next = first;
    }

    @Override
    public Randomness getRandomness() {
      return new ControlledRandom(new ArrayList<>(), new ArrayList<>(), new Random(next++));
    }
  }
}
