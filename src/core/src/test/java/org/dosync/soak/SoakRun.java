package org.dosync.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** An hour of everything, or {@code -Dsoak.seconds=...}; see the comment of this package. */
public final class SoakRun {

  private static final String SECONDS = "test.seconds";
  private static final int SAMPLES = 20;
  private static final int MOST_TRIES = 1_000;
  private static final long NOISE_KB = 1_024;

  /** How it stands. All rest, after a collection. */
  private record Sample(long heapKb, long threads, long steps, Objects objects) {}

  /** Says what is wrong, and exits with 1, if anything is. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.setProperty(SECONDS, arguments[0]);
      new SoakRun().nothingGrowsNobodyStarvesAndTheSumsAreRight();
    } catch (AssertionError wrong) {
      System.out.println(wrong.getMessage());
      System.exit(1);
    }
  }

  private final Load load = new Load();
  private final Work work = new Work(load);
  private final List<Sample> samples = new ArrayList<>();
  private final int seconds = Integer.getInteger(SECONDS, 3_600);

  @Test
  void nothingGrowsNobodyStarvesAndTheSumsAreRight() throws InterruptedException {
    load.start();
    for (int i = 1; i <= SAMPLES && load.wrong().isEmpty(); i++) {
      Thread.sleep(1_000L * seconds / SAMPLES);
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
    assertThat(Objects.grown(objects(2), objects(4))).as("classes with more and more").isEmpty();
    long heap = least(2, Sample::heapKb);
    assertThat(least(4, Sample::heapKb)).as("heap, KB").isLessThan(heap + NOISE_KB);
    assertThat(least(4, Sample::threads)).as("threads").isLessThan(least(2, Sample::threads) + 5);
    assertThat(rate(4)).as("steps in a quarter").isGreaterThan(rate(2) / 10);
    assertThat(load.mostTries()).as("tries").isLessThan(MOST_TRIES);
  }

  private Sample sample() {
    work.trim();
    Objects objects = Objects.now(); // after a collection
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Sample(heap / 1_024, threads, load.steps(), objects);
  }

  private List<Sample> quarter(int number) {
    return samples.subList((number - 1) * SAMPLES / 4, number * SAMPLES / 4);
  }

  private long least(int quarter, ToLongFunction<Sample> value) {
    return quarter(quarter).stream().mapToLong(value).min().orElseThrow();
  }

  private List<Objects> objects(int quarter) {
    return quarter(quarter).stream().map(Sample::objects).toList();
  }

  private long rate(int quarter) {
    List<Sample> all = quarter(quarter);
    return all.get(all.size() - 1).steps() - all.get(0).steps();
  }

  private String line(int number) {
    Sample last = samples.get(samples.size() - 1);
    return "soak: "
        + number * seconds / SAMPLES
        + " s, heap "
        + last.heapKb
        + " KB, "
        + last.objects.total()
        + " objects of ours, "
        + last.threads
        + " threads, "
        + last.steps
        + " steps, most tries "
        + load.mostTries();
  }
}
