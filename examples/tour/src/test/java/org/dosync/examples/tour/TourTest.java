package org.dosync.examples.tour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dosync.Ref;
import org.dosync.examples.tour.Tour.Chapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tour does what the first article promises, and says so when something does not. */
@Timeout(60)
class TourTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Tour tour = new Tour(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void everyExampleGoesAsPromised() throws Exception {
    assertGoesAsPromised();
  }

  /**
   * In a transaction, threads of rivals are started on purpose, and the schedules that one example
   * leaks. Nothing else is seen.
   */
  @Test
  void everyExampleGoesAsPromisedWithTheGuard() throws Exception {
    Path root = Path.of(System.getProperty("test.root"));
    String jar = "dosync-guard-" + System.getProperty("test.version") + ".jar";
    Path guard = root.resolve("src/guard/target").resolve(jar);
    assumeTrue(Files.exists(guard), "the guard is built before by mvn verify of all modules");

    String settings =
        "policy.console=forbid,allow-inside="
            + Workers.class.getName()
            + ":"
            + LoggingModule.class.getName()
            + "#newScheduled";
    assertGoesAsPromised("-javaagent:" + guard + "=" + settings);
  }

  /** In a JVM of its own, which ends by itself only if no thread is left. */
  private void assertGoesAsPromised(String... options) throws Exception {
    Path output = directory.resolve("tour.txt");
    Process process = start(output, options);
    try {
      assertThat(process.waitFor(50, SECONDS)).as("the tour ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "count.swap(n -> n + 1) 2",
            "count.swap(n -> n + 1) InvalidStateException",
            "sold.deref() 120000",
            "held, by whoever has asked before Chicago",
            "location.deref() San Francisco",
            "on July 22, 2011 Chicago",
            "on September 14, 2011 San Francisco",
            "bob.look() San Francisco, 45000",
            "looks that saw a mixed pair 0",
            "salary.set(99_000) NoTransactionException",
            "seats.deref() 8",
            "letters from the body 2",
            "letters from onCommit 1",
            "schedules stopped by onAbort 1",
            "tries of commute, another thread in its way 1",
            "how often the buyer has looked 2",
            "price.deref() 40",
            "tries, another thread at another key 1",
            "orders.take() an apple",
            "how often it was computed 1",
            "hello.isRealized() false",
            "digits of 10,000! 35660",
            "zeros at its end 2499",
            "uploads under way at once 10",
            "the last myimage-9.jpg",
            "the manager at last Total guest count is 50",
            "lines of 1000 futures 1000",
            "whole and different ones 1000",
            "what the action threw Stream closed",
            "lost without a word 0",
            "awaitFor(20 ms, starved) false",
            "refs: created, kept 2, 2: one leaks",
            "refs, with onAbort 2, 1",
            "atom, with compareAndSet 2, 1",
            "agent, 200 threads, periods 10 and 60 2, 2",
            "sold.deref(), after the close 1000",
            "report.isClean() false",
            "No jobs are currently scheduled.",
            "runs after the machine slept an hour 1",
            "once more, by its number false",
            "5 s later it runs again the disk is full",
            "left of a job for tomorrow #<Job 4>: did not run");
    assertThat(text).endsWith("No thread is left." + System.lineSeparator());
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  private static Process start(Path output, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", origin(Tour.class) + File.pathSeparator + origin(Ref.class)));
    command.add(Tour.class.getName());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static Path origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void exampleThatBreaksItsPromiseEndsTheTour() {
    assertThat(tour.run(chapter(page -> page.show("one and one", 3, 2)))).isFalse();
    assertThat(text()).contains("FAILED: example 1, \"test\"", "one and one: promised 2, got 3");
  }

  @Test
  void exampleThatThrowsEndsTheTour() {
    Story story =
        page -> {
          throw new IllegalArgumentException("oh");
        };
    assertThat(tour.run(chapter(story))).isFalse();
    assertThat(text()).contains("FAILED: example 1", "IllegalArgumentException: oh");
  }

  @Test
  void threadLeftBehindIsReported() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Workers workers = new Workers();
    try {
      assertThat(tour.run(chapter(page -> workers.start(end::await)))).isFalse();
    } finally {
      end.countDown();
      workers.join();
    }
    assertThat(text()).contains("FAILED: threads are left", "worker 0");
  }

  private interface Story {
    void run(Page page) throws Exception;
  }

  private static List<Chapter> chapter(Story story) {
    return List.of(new Chapter("test", List.of(example(story))));
  }

  private static Example example(Story story) {
    return new Example() {
      @Override
      public String title() {
        return "test";
      }

      @Override
      public void run(Page page) throws Exception {
        story.run(page);
      }
    };
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
