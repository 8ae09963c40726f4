package org.dosync.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** An hour of everything, or {@code -Dsoak.seconds=...}; see the comment of this package. */
class SoakRun {

  private static final int SECONDS = Integer.getInteger("test.seconds", 3_600);
  private static final int SAMPLES = 40;
  private static final int MOST_TRIES = 1_000;
  private static final long NOISE_KB = 4_096;

  /** How it stands. The heap is what is left of it after a collection. */
  private record Sample(long heapKb, long threads, long steps) {}

  private final Load load = new Load();
  private final Work work = new Work(load);
  private final List<Sample> samples = new ArrayList<>();

  @Test
  void nothingGrowsNobodyStarvesAndTheSumsAreRight() throws InterruptedException {
    load.start();
    for (int i = 1; i <= SAMPLES && load.wrong().isEmpty(); i++) {
      Thread.sleep(1_000L * SECONDS / SAMPLES);
      samples.add(load.atRest(this::sample));
      System.out.println(line(i));
    }
    load.end(work::wakeUp);
    work.checkTotals();
    System.out.println("soak: " + work + "; most tries " + load.mostTries());
    assertThat(load.wrong()).isEmpty();
    assertThatNothingGrows();
  }

  /** The second quarter with the last: in the first one the JVM still warms up. */
  private void assertThatNothingGrows() {
    long heap = least(2, Sample::heapKb);
    assertThat(least(4, Sample::heapKb)).as("heap, KB").isLessThan(heap + heap / 5 + NOISE_KB);
    assertThat(least(4, Sample::threads)).as("threads").isLessThan(least(2, Sample::threads) + 5);
    assertThat(rate(4)).as("steps in a quarter").isGreaterThan(rate(2) / 10);
    assertThat(load.mostTries()).as("tries").isLessThan(MOST_TRIES);
  }

  private Sample sample() {
    work.trim();
    System.gc();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Sample(afterCollection() / 1_024, threads, load.steps());
  }

  /** Not what is used now. */
  private static long afterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private List<Sample> quarter(int number) {
    return samples.subList((number - 1) * SAMPLES / 4, number * SAMPLES / 4);
  }

  private long least(int quarter, ToLongFunction<Sample> value) {
    return quarter(quarter).stream().mapToLong(value).min().orElseThrow();
  }

  private long rate(int quarter) {
    List<Sample> all = quarter(quarter);
    return all.get(all.size() - 1).steps() - all.get(0).steps();
  }

  private String line(int number) {
    Sample last = samples.get(samples.size() - 1);
    return "soak: "
        + number * SECONDS / SAMPLES
        + " s, heap "
        + last.heapKb
        + " KB, "
        + last.threads
        + " threads, "
        + last.steps
        + " steps, most tries "
        + load.mostTries();
  }
}
