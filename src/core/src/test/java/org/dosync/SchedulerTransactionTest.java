package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job that is made in a transaction waits for its commit; its runs are outside of any. */
@Timeout(60)
class SchedulerTransactionTest extends SchedulerFixture {

  @Test
  void jobOfATransactionEntersTheScheduleAfterTheCommitOrNever() {
    List<Job> made = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      made.add(scheduler.after(Duration.ZERO, runs::release));
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);
    assertThat(made.get(0).isScheduled()).isFalse();
    assertNoRun();

    Job job =
        Transaction.dosync(
            () -> {
              Job held = scheduler.after(SECOND, runs::release);
              assertThat(held.isScheduled()).isFalse();
              assertThat(scheduler.scheduledJobs()).isEmpty();
              return held;
            });
    assertThat(job.isScheduled()).isTrue();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void eachTryMakesAJobAndTheOneThatCommitsIsKept() {
    Ref<Integer> ref = Ref.of(0);
    List<Job> made = new ArrayList<>();
    Transaction.dosync(
        () -> {
          made.add(scheduler.after(SECOND, runs::release));
          int seen = ref.deref();
          if (made.size() == 1) {
            Threads.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 1)));
          }
          ref.set(seen + 1);
        });

    assertThat(made).hasSize(2);
    assertThat(scheduler.scheduledJobs()).containsExactly(made.get(1));
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void jobOfANestedTransactionThatFailsIsDropped() {
    Transaction.dosync(
        () -> {
          try {
            Transaction.dosync(
                () -> {
                  scheduler.after(Duration.ZERO, runs::release);
                  throw FAILURE;
                });
          } catch (IllegalStateException expected) {
            scheduler.after(SECOND, runs::release);
          }
        });
    assertThat(scheduler.scheduledJobs()).hasSize(1);
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void jobThatIsStoppedBeforeTheCommitNeverRuns() {
    Job job =
        Transaction.dosync(
            () -> {
              Job held = scheduler.after(Duration.ZERO, runs::release);
              assertThat(held.stop()).isTrue();
              return held;
            });
    assertThat(job.isScheduled()).isFalse();
    assertThat(scheduler.jobs()).isEmpty();
    assertNoRun();
  }

  @Test
  void delayCountsFromTheCall() {
    Transaction.dosync(
        () -> {
          scheduler.after(SECOND, runs::release);
          clock.advance(SECOND);
        });
    awaitRuns(1);
  }

  @Test
  void runNowWaitsForTheCommit() {
    Job job = scheduler.every(SECOND, runs::release, options().initialDelay(SECOND));
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      assertThat(job.runNow()).isTrue();
                      throw FAILURE;
                    }))
        .isSameAs(FAILURE);
    assertNoRun();
    Transaction.dosync(
        () -> {
          assertThat(job.runNow()).isTrue();
          assertThat(job.runs()).isZero();
        });
    awaitRuns(1);
    job.stop();
    assertThat(Transaction.dosync(job::runNow)).isFalse();
  }

  @Test
  void functionsOfCommuteMakeNoJobs() {
    Ref<Integer> ref = Ref.of(0);
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () ->
                        ref.commute(
                            n -> {
                              scheduler.after(Duration.ZERO, runs::release);
                              return n;
                            })))
        .isInstanceOf(DosyncException.class);
    assertNoRun();
  }

  @Test
  void runsAreOutsideAnyTransaction() {
    Ref<Integer> ref = Ref.of(0);
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    Transaction.dosync(
        () ->
            scheduler.after(
                Duration.ZERO,
                () -> {
                  runs.release();
                  ref.set(1);
                },
                options().errorHandler(seen::add)));
    awaitRuns(1);
    assertThat(seen).singleElement().isInstanceOf(NoTransactionException.class);
  }

  @Test
  void actionMakesItsJobAtOnce() {
    Gate gate = new Gate();
    Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
    agent.sendOff(
        n -> {
          scheduler.after(Duration.ZERO, runs::release);
          gate.pass();
          return n;
        });
    gate.awaitArrival();
    awaitRuns(1);
    gate.open();
  }

  @Test
  void jobWhoseSchedulerIsClosedBeforeTheCommitIsReported() {
    try (CaughtFailures failures = new CaughtFailures()) {
      Job job =
          Transaction.dosync(
              () -> {
                Job held = scheduler.after(SECOND, runs::release);
                Threads.elsewhere(scheduler::close);
                return held;
              });
      assertThat(job.isScheduled()).isFalse();
      assertThat(job.stop()).isFalse();
      assertThat(failures.only().cause()).isInstanceOf(RuntimeClosedException.class);
    }
  }
}
