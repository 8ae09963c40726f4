package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.dosync.Scheduler.StopStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times that make no sense are refused at once, and leave nothing behind. */
@Timeout(60)
class SchedulerBadInputTest extends SchedulerFixture {

  @Test
  void timesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> scheduler.every(Duration.ZERO, runs::release))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every needs a time of more than zero between runs, not PT0S");
    assertThatThrownBy(() -> scheduler.every(Duration.ofSeconds(-5), runs::release))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every needs a time of more than zero between runs, not PT-5S");
    assertThatThrownBy(() -> scheduler.interspaced(Duration.ofMillis(-1), runs::release))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interspaced needs a time of more than zero between runs, not PT-0.001S");
    assertThatThrownBy(() -> options().initialDelay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initialDelay must be 0 or more, not PT-0.001S");
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  @Test
  void initialDelayIsForRecurringJobs() {
    JobOptions later = options().initialDelay(SECOND);
    assertThatThrownBy(() -> scheduler.after(SECOND, runs::release, later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("after takes no initialDelay: it is for every and interspaced");
    assertThatThrownBy(() -> scheduler.at(ManualClock.START, runs::release, later))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at takes no initialDelay: it is for every and interspaced");
    assertThat(scheduler.scheduledJobs()).isEmpty();
  }

  @Test
  void refusedJobsUseUpNoNumber() {
    assertThatThrownBy(() -> scheduler.every(Duration.ZERO, runs::release))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(scheduler.after(SECOND, runs::release).id()).isEqualTo(1);
  }

  @Test
  void optionsAreValues() {
    JobOptions plain = options();
    JobOptions changed = plain.description("d").overlap(Overlap.QUEUE).missed(Missed.ALL);
    assertThat(plain.description()).isEmpty();
    assertThat(plain.overlap()).isEqualTo(Overlap.SKIP);
    assertThat(plain.missed()).isEqualTo(Missed.ONCE);
    assertThat(changed.description()).isEqualTo("d");
    assertThat(changed.initialDelay(SECOND).missed()).isEqualTo(Missed.ALL);
    assertThat(changed.initialDelay(SECOND).overlap()).isEqualTo(Overlap.QUEUE);
  }

  /** Numbers of nobody, and of others. */
  @Test
  void unknownNumbersAreFalse() {
    assertThat(scheduler.stop(0)).isFalse();
    assertThat(scheduler.kill(-1)).isFalse();
    assertThat(scheduler.stop(Long.MAX_VALUE)).isFalse();
    Scheduler other = Scheduler.on(runtime);
    Job job = other.after(SECOND, runs::release);
    assertThat(scheduler.stop(job.id())).isFalse();
    assertThat(job.isScheduled()).isTrue();
    other.stopAndReset(StopStrategy.KILL);
    other.close();
  }
}
