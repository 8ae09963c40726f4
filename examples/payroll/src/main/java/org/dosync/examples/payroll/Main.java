package org.dosync.examples.payroll;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.dosync.DosyncRuntime;
import org.dosync.Promise;

/** Starts a container, and looks at a bean from other threads while it changes. */
public final class Main {

  private static final int THREADS = 4;
  private static final int LOOKS = 1_000;
  private static final Set<String> WHOLE = Set.of("Chicago, 30000", "San Francisco, 45000");

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      Payroll payroll = container.select(Payroll.class).get();
      DosyncRuntime runtime = container.select(DosyncRuntime.class).get();

      System.out.println("Bob before: " + payroll.look());
      Promise<List<Long>> halves =
          runtime.map(Collections.nCopies(THREADS, payroll), Main::looksThatSawHalf);
      payroll.relocate("San Francisco", 15_000);
      System.out.println("Bob after:  " + payroll.look());
      long seen = halves.deref().stream().mapToLong(half -> half).sum();
      System.out.println("Looks that saw half of it: " + seen + " of " + THREADS * LOOKS);
    }
  }

  private static long looksThatSawHalf(Payroll payroll) {
    return IntStream.range(0, LOOKS)
        .mapToObj(i -> payroll.look())
        .filter(look -> !WHOLE.contains(look))
        .count();
  }
}
