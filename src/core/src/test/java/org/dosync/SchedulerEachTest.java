package org.dosync;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs at each of a series of times of day, here at each full minute; the clock begins at :42. */
@Timeout(60)
class SchedulerEachTest extends SchedulerFixture {

  private static final UnaryOperator<Instant> MINUTE =
      moment -> moment.truncatedTo(MINUTES).plus(1, MINUTES);

  private Job eachMinute(JobOptions options) {
    return scheduler.atEach(MINUTE, runs::release, options);
  }

  @Test
  void runsAtEachTime() {
    Job job = eachMinute(options());
    clock.advance(Duration.ofSeconds(17));
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
    clock.advance(Duration.ofSeconds(59));
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
    assertThat(job.runs()).isEqualTo(2);
    assertThat(job.isScheduled()).isTrue();
  }

  @Test
  void isListedWithoutAPeriod() {
    eachMinute(options().description("minutely"));
    assertThat(scheduler.showSchedule())
        .startsWith("[1][RECUR] created: Sat ")
        .contains(", starts at: Sat ")
        .endsWith(":00s, desc: \"minutely\"");
  }

  @Test
  void stoppedJobDoesNotRunAgain() {
    Job job = eachMinute(options());
    clock.advance(Duration.ofSeconds(18));
    awaitRuns(1);
    assertThat(job.stop()).isTrue();
    clock.advance(Duration.ofMinutes(5));
    assertNoRun();
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  @Test
  void neverIsATime() {
    Job job = scheduler.atEach(moment -> Instant.MAX, runs::release, options());
    clock.jump(Duration.ofDays(365_000));
    assertNoRun();
    assertThat(job.isScheduled()).isTrue();
    assertThat(scheduler.showSchedule()).contains("+1000000000-12-31");
  }

  @ParameterizedTest
  @EnumSource(Missed.class)
  void timesThatWereMissedAreMadeUpForAsTheJobSays(Missed missed) {
    eachMinute(options().missed(missed));
    clock.advance(Duration.ofSeconds(18 + 4 * 60 + 30));
    awaitRuns(
        switch (missed) {
          case ONCE -> 1;
          case SKIP -> 0;
          case ALL -> 5;
        });
    assertNoRun();
    clock.advance(Duration.ofSeconds(30));
    awaitRuns(1);
  }

  @ParameterizedTest
  @EnumSource(Missed.class)
  void runThatIsLateByLessThanTheNextTimeIsNotMissed(Missed missed) {
    eachMinute(options().missed(missed));
    clock.advance(Duration.ofSeconds(18 + 59));
    awaitRuns(1);
    clock.advance(SECOND);
    awaitRuns(1);
    assertNoRun();
  }

  @Test
  void onlyJobsThatMakeUpForAllAskForEachTimeThatWasMissed() {
    AtomicBoolean askedForThePast = new AtomicBoolean();
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    UnaryOperator<Instant> watched =
        moment -> {
          if (moment.isAfter(tomorrow) && moment.isBefore(clock.instant())) {
            askedForThePast.set(true);
          }
          return MINUTE.apply(moment);
        };
    scheduler.atEach(watched, runs::release, options());
    clock.advance(Duration.ofDays(30));
    awaitRuns(1);
    assertNoRun();
    assertThat(askedForThePast).isFalse();
  }

  @Test
  void slowRunIsNotOverlapped() {
    Gate gate = new Gate();
    Job job = scheduler.atEach(MINUTE, passing(gate), options());
    clock.advance(Duration.ofSeconds(18));
    gate.awaitArrival();
    clock.advance(Duration.ofMinutes(1));
    look();
    gate.open();
    awaitRuns(1);
    assertNoRun();
    assertThat(job.runs()).isEqualTo(1);
  }

  @Test
  void runsThatWereDueMeanwhileMayWait() {
    Gate gate = new Gate();
    scheduler.atEach(MINUTE, passing(gate), options().overlap(Overlap.QUEUE));
    clock.advance(Duration.ofSeconds(18));
    gate.awaitArrival();
    clock.advance(Duration.ofMinutes(1));
    look();
    gate.open();
    awaitRuns(2);
    assertNoRun();
  }

  @Test
  void pausedJobGoesOnAtItsNextTime() {
    Job job = eachMinute(options());
    assertThat(job.pause()).isTrue();
    clock.advance(Duration.ofMinutes(3));
    assertNoRun();
    assertThat(job.resume()).isTrue();
    assertNoRun();
    clock.advance(Duration.ofMinutes(1));
    awaitRuns(1);
  }

  @Test
  void clockThatIsSetIsFollowed() {
    eachMinute(options());
    clock.jump(Duration.ofSeconds(18));
    awaitRuns(1);
    clock.jump(Duration.ofSeconds(-30));
    clock.advance(Duration.ofSeconds(89));
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void onlyTheResumeOfAPausedJobAsksForTheNextTime() {
    AtomicBoolean failing = new AtomicBoolean();
    Job job =
        scheduler.atEach(
            moment -> {
              if (failing.get()) {
                throw FAILURE;
              }
              return MINUTE.apply(moment);
            },
            runs::release,
            options());
    failing.set(true);
    assertThat(job.resume()).isFalse();
    job.pause();
    assertThatThrownBy(job::resume).isSameAs(FAILURE);
    assertThat(job.isPaused()).isTrue();
    job.stop();
    assertThat(job.resume()).isFalse();
  }

  /** As on a machine that begins with a wrong date. */
  @Test
  void clockThatIsSetBackByYearsIsFollowed() {
    eachMinute(options());
    scheduler.atEach(moment -> Instant.MAX, runs::release, options());
    setBack(Duration.ofDays(3_650));
    clock.advance(Duration.ofSeconds(17));
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
    clock.jump(Duration.ofDays(3_650));
    awaitRuns(1);
    assertNoRun();
  }

  @Test
  void timeComesAgainIfTheClockIsSetBackByMoreThanAMinuteBeforeIt() {
    eachMinute(options());
    clock.advance(Duration.ofSeconds(18));
    awaitRuns(1);
    setBack(Duration.ofSeconds(61));
    clock.advance(SECOND);
    awaitRuns(1);
  }

  @Test
  void noTimeComesTwiceIfTheClockIsSetBackByAMinute() {
    eachMinute(options());
    clock.advance(Duration.ofSeconds(18));
    awaitRuns(1);
    setBack(Duration.ofSeconds(60));
    clock.advance(Duration.ofSeconds(119));
    assertNoRun();
    clock.advance(SECOND);
    awaitRuns(1);
  }

  private void setBack(Duration duration) {
    clock.jump(duration.negated());
    look(); // may have asked the clock before
    look();
  }

  @Test
  void timeThatIsNotLaterIsRefused() {
    assertThatThrownBy(() -> scheduler.atEach(moment -> moment, runs::release, options()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The time after 2012-11-03T07:23:42Z must be later, not 2012-11-03T07:23:42Z");
    assertThatThrownBy(
            () -> scheduler.atEach(MINUTE, runs::release, options().initialDelay(SECOND)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("atEach takes no initialDelay: it is for every and interspaced");
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  @Test
  void functionThatFailsIsReportedAndAskedAgain() {
    AtomicBoolean failing = new AtomicBoolean();
    try (CaughtFailures failures = new CaughtFailures()) {
      scheduler.atEach(
          moment -> {
            if (failing.getAndSet(false)) {
              throw FAILURE;
            }
            return MINUTE.apply(moment);
          },
          runs::release,
          options());
      failing.set(true);
      clock.advance(Duration.ofSeconds(18));
      assertNoRun();
      clock.advance(SECOND);
      awaitRuns(1);
      assertThat(failures.only().cause()).isSameAs(FAILURE);
      assertThat(failures.only().what()).isEqualTo("schedule");
    }
  }

  /** The clock stands still in between: whoever asked at once would never stop. */
  @Test
  void functionThatGoesOnFailingHoldsUpNoOtherJob() {
    AtomicBoolean failing = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    try (CaughtFailures failures = new CaughtFailures()) {
      Job bad =
          scheduler.atEach(
              moment -> {
                asked.incrementAndGet();
                if (failing.get()) {
                  throw FAILURE;
                }
                return MINUTE.apply(moment);
              },
              () -> {},
              options());
      failing.set(true);
      eachMinute(options());
      clock.advance(Duration.ofSeconds(18));
      awaitRuns(1);
      passSeconds(2);

      assertThat(asked).hasValue(1 + 3);
      assertThat(failures.all()).hasSize(3).allMatch(failure -> failure.source() == bad);
      bad.stop();
    }
    clock.advance(Duration.ofSeconds(58));
    awaitRuns(1);
  }
}
