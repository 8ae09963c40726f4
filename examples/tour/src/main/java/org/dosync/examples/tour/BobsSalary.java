package org.dosync.examples.tour;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.examples.tour.Employee.Facts;

final class BobsSalary implements Example {

  private static final int READERS = 2;
  private static final int LOOKS = 50_000;

  private static final Facts BEFORE = new Facts("Chicago", 30_000);
  private static final Facts AFTER = new Facts("San Francisco", 45_000);

  private final Employee bob = new Employee();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger inChicago = new AtomicInteger();
  private final AtomicInteger mixed = new AtomicInteger();
  private final AtomicInteger looking = new AtomicInteger(READERS);

  @Override
  public String title() {
    return "Bob's city and salary change as one, or not at all";
  }

  @Override
  public void run(Page page) throws Exception {
    showFacts(page, "bob.look()", BEFORE);
    bob.move("San Francisco", 15_000);
    showFacts(page, "bob.move(\"San Francisco\", 15_000)", AFTER);
    moveToAndFroBeforeReaders();
    page.show("looks by " + READERS + " threads, as he moves to and fro", shown(looks));
    page.show("looks that found him in Chicago", shown(inChicago));
    page.show("looks that saw a mixed pair", mixed.get(), 0);
    showFacts(page, "bob.look()", AFTER);
  }

  private static String shown(AtomicInteger count) {
    return String.format(Locale.ROOT, "%,d", count.get());
  }

  private void showFacts(Page page, String asked, Facts promised) {
    Facts facts = bob.look();
    page.show(asked, facts.city() + ", " + facts.salary());
    page.require(facts.equals(promised), "Bob's facts are " + promised);
  }

  private void moveToAndFroBeforeReaders() throws Exception {
    Workers workers = new Workers();
    for (int i = 0; i < READERS; i++) {
      workers.start(this::lookOn);
    }
    while (looking.get() > 0) {
      bob.move("Chicago", -15_000);
      bob.move("San Francisco", 15_000);
    }
    workers.join();
  }

  /** Until it has looked often, and seen Bob in both cities. */
  private void lookOn() {
    try {
      int found = 0;
      int seen = 0;
      while (seen < LOOKS || found == 0 || found == seen) {
        Facts facts = bob.look();
        seen++;
        found += facts.equals(BEFORE) ? 1 : 0;
        mixed.addAndGet(facts.equals(BEFORE) || facts.equals(AFTER) ? 0 : 1);
      }
      looks.addAndGet(seen);
      inChicago.addAndGet(found);
    } finally {
      looking.decrementAndGet();
    }
  }
}
