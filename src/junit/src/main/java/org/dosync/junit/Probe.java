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
    requireNonNull(timeout, "timeout");
    rehearsal();
    if (!isQuiescentWithin(timeout)) {
      throw new AssertionError("Something is still under way after " + timeout);
    }
  }

  static boolean isQuiescentWithin(Duration timeout) {
    long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
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
   * Has the next tries of a transaction lost, as if others had committed first: each counts against
   * {@code maxRetries}. Beside the tries that {@link DosyncTest#retries} gives up, which do not.
   *
   * @param transaction its name; for a method of a bean {@code Class.method}, unless the annotation
   *     has another
   * @param times how many tries, of whichever transactions of that name come next
   * @throws IllegalArgumentException if it is negative
   */
  public static void forceConflicts(String transaction, int times) {
    requireNonNull(transaction, "transaction");
    if (times < 0) {
      throw new IllegalArgumentException("times must be 0 or more, not " + times);
    }
    rehearsal().conflicts.add(transaction, times);
  }

  /**
   * How many tries transactions of a name have begun so far, those included that were given up.
   *
   * @param transaction see {@link #forceConflicts}
   * @return zero or more
   */
  public static long tries(String transaction) {
    return rehearsal().tries.of(requireNonNull(transaction, "transaction"));
  }

  /**
   * How many transactions of a name have committed so far.
   *
   * @param transaction see {@link #forceConflicts}
   * @return zero or more
   */
  public static long commits(String transaction) {
    return rehearsal().commits.of(requireNonNull(transaction, "transaction"));
  }

  /**
   * How many transactions of a name have thrown something so far.
   *
   * @param transaction see {@link #forceConflicts}
   * @return zero or more
   */
  public static long aborts(String transaction) {
    return rehearsal().aborts.of(requireNonNull(transaction, "transaction"));
  }

  /**
   * How many actions were put into queues of agents of a name so far: those of transactions after
   * their commit.
   *
   * @param agent the name; for a bean with {@code @AgentState} its simple class name
   * @return zero or more
   */
  public static long sends(String agent) {
    return rehearsal().sends.of(requireNonNull(agent, "agent"));
  }

  /**
   * How many runs there were so far, of actions or of a job.
   *
   * @param name the name of an agent, or the description of a job; for a method of a bean with
   *     {@code @Every} {@code Class.method}
   * @return zero or more
   */
  public static long runs(String name) {
    return rehearsal().runs.of(requireNonNull(name, "name"));
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
