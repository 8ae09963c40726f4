package org.dosync.examples.tour;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dosync.DosyncRuntime;

/**
 * Runs all examples, one after another. Exit code 0 if all was as promised and no thread is left;
 * else 1, and the last lines say what was not.
 */
public final class Tour {

  record Chapter(String title, List<Example> examples) {}

  static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(
              "Atoms: one value, changed by itself",
              List.of(new OneValue(), new Validated(), new SoldItems(), new Watched())),
          new Chapter(
              "Refs: values that change together",
              List.of(
                  new BobMoves(),
                  new BobsPast(),
                  new BobsSalary(),
                  new Balances(),
                  new WrongPlace())),
          new Chapter(
              "Transactions that meet",
              List.of(
                  new Race(),
                  new PostedOnce(),
                  new Released(),
                  new PageViews(),
                  new DoctorsOnCall(),
                  new HowOften())),
          new Chapter(
              "Transactions that wait, choose and nest",
              List.of(
                  new WaitingBuyer(),
                  new ImpatientBuyer(),
                  new EitherShop(),
                  new Coupon(),
                  new AuditTrail())),
          new Chapter("Collections of refs", List.of(new Warehouse())),
          new Chapter("Delays: computed once", List.of(new ComputedOnce())),
          new Chapter(
              "Futures and promises: work and answers of other threads",
              List.of(new HelloFutures(), new Factorial(), new TenImages(), new PartyManager())),
          new Chapter(
              "Agents: one action after another",
              List.of(
                  new SharedLog(), new ClosedTooEarly(), new SendOrSendOff(), new LoggingModule())),
          new Chapter("Runtimes: an end", List.of(new WorkIsFinished())),
          new Chapter("Choosing", List.of(new EachInWhatFits(), new FromALock())),
          new Chapter("Statistics: who is in the way", List.of(new WhoIsInTheWay())),
          new Chapter(
              "The scheduler: later, and again and again", List.of(new SchedulerWalkthrough())));

  private static final long A_MOMENT_MILLIS = 500;

  private final PrintStream out;
  private final Page page;
  private final Set<Thread> before = threads();
  private int number;

  Tour(PrintStream out) {
    this.out = out;
    this.page = new Page(out);
  }

  /**
   * Runs the tour.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    if (!new Tour(System.out).run(CHAPTERS)) {
      System.exit(1);
    }
  }

  /** Whether all was as promised. */
  boolean run(List<Chapter> chapters) {
    Instant began = Instant.now();
    out.println("A tour of Dosync: what was asked, and what came back");
    for (Chapter chapter : chapters) {
      page.chapter(chapter.title());
      for (Example example : chapter.examples()) {
        if (!isAsPromised(example)) {
          return false;
        }
      }
    }
    DosyncRuntime.shared().close();
    return endsWell(Duration.between(began, Instant.now()));
  }

  private boolean isAsPromised(Example example) {
    number++;
    page.title(number, example.title());
    try {
      example.run(page);
      return true;
    } catch (Throwable thrown) {
      out.printf("%nFAILED: example %d, \"%s\"%n", number, example.title());
      thrown.printStackTrace(out);
      return false;
    }
  }

  private boolean endsWell(Duration taken) {
    Set<Thread> left = threads();
    left.removeAll(before);
    left.removeIf(Tour::endsSoon);
    if (left.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%nAll %d examples went as promised, in %.1f s. No thread is left.%n",
          number,
          taken.toMillis() / 1000.0);
      return true;
    }
    out.printf("%nFAILED: threads are left: %s%n", left);
    return false;
  }

  /** A thread that has done its last work may take a moment to be gone. */
  private static boolean endsSoon(Thread thread) {
    try {
      thread.join(A_MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** All that live in this thread's group; the threads of the JVM itself live in another. */
  private static Set<Thread> threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread[] found = new Thread[group.activeCount() + 64];
    int count = group.enumerate(found);
    return new HashSet<>(Arrays.asList(found).subList(0, count));
  }
}
