package org.dosync.junit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dosync.Failure;
import org.dosync.testing.Observation;
import org.dosync.testing.Workplace;

/**
 * What a test with {@link DosyncTest} can ask and do beside its own calls.
 *
 * <pre>{@code
 * bookings.book("Bob");        // sends to an agent
 * Probe.awaitQuiescent();
 * assertThat(mails.sent()).isEqualTo(1);
 * }</pre>
 *
 * <p>All is about the test that runs: there is only one at a time. Outside of one, each method
 * throws {@link IllegalStateException}.
 */
public final class Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long A_MOMENT = TimeUnit.MICROSECONDS.toNanos(200);

  private Probe() {}

  private static Rehearsal rehearsal() {
    if (Observation.observer() instanceof Rehearsal rehearsal) {
      return rehearsal;
    }
    throw new IllegalStateException("Only for a test with @DosyncTest, while it runs");
  }

  /**
   * Waits until no runtime of this process has anything to do, ten seconds at most; see {@link
   * #awaitQuiescent(Duration)}.
   *
   * @throws AssertionError if there is still something to do then
   */
  public static void awaitQuiescent() {
    awaitQuiescent(PATIENCE);
  }

  /**
   * Waits until no runtime of this process has anything to do: no agent has an action, no future or
   * job runs, and no job is due. Not for what a test does on threads of its own.
   *
   * @param timeout how long at most
   * @throws AssertionError if there is still something to do then
   */
  public static void awaitQuiescent(Duration timeout) {
    rehearsal();
    if (!isQuiescentWithin(requireNonNull(timeout, "timeout"))) {
      throw new AssertionError("Something is still under way after " + timeout);
    }
  }

  static boolean isQuiescentWithin(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isQuiescent()) {
      if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(A_MOMENT);
    }
    return true;
  }

  /** What has begun meanwhile may have been begun by what was found idle later. */
  private static boolean isQuiescent() {
    List<Workplace> workplaces = Observation.workplaces();
    long begun = begun(workplaces);
    return workplaces.stream().allMatch(Workplace::isIdle) && begun(workplaces) == begun;
  }

  private static long begun(List<Workplace> workplaces) {
    return workplaces.stream().mapToLong(Workplace::begun).sum();
  }

  /**
   * The failures so far that no error handler, and nobody who asked a future, has got. Whoever
   * calls this has read them: they do not fail the test.
   *
   * @return in the order in which they came; not those that an earlier call has returned
   */
  public static List<Failure> failures() {
    Rehearsal rehearsal = rehearsal();
    Observation.workplaces().forEach(Workplace::tellUnread);
    return rehearsal.takeFailures();
  }

  /**
   * The clock of the test.
   *
   * @return a clock that stands still until it is moved
   * @throws IllegalStateException unless the test has {@code @DosyncTest(manualClock = true)}
   */
  public static ManualClock clock() {
    ManualClock clock = rehearsal().clock();
    if (clock == null) {
      throw new IllegalStateException("Only for a test with @DosyncTest(manualClock = true)");
    }
    return clock;
  }
}
