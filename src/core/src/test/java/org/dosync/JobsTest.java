package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An immutable map by number, whatever comes and goes. */
@Timeout(60)
class JobsTest {

  private final Scheduler scheduler = Scheduler.create();

  @AfterEach
  void close() {
    scheduler.close();
  }

  private Job job() {
    return new Job(
        scheduler,
        Job.Kind.ONCE,
        Duration.ZERO,
        Series.NONE,
        null,
        Duration.ZERO,
        () -> {},
        Scheduler.options());
  }

  @Test
  void agreesWithASortedMap() {
    Random random = new Random(42);
    List<Job> known = new ArrayList<>();
    TreeMap<Long, Job> expected = new TreeMap<>();
    Jobs jobs = Jobs.NONE;
    for (int i = 0; i < 2_000; i++) {
      if (random.nextInt(3) > 0) {
        Job job = job();
        known.add(job);
        expected.put(job.id(), job);
        jobs = jobs.with(job);
      } else if (!known.isEmpty()) {
        Job job = known.get(random.nextInt(known.size()));
        expected.remove(job.id());
        jobs = jobs.without(job);
      }
      assertThat(jobs.all()).containsExactlyElementsOf(expected.values());
      assertThat(jobs.isEmpty()).isEqualTo(expected.isEmpty());
    }
    for (Job job : known) {
      assertThat(jobs.get(job.id())).isSameAs(expected.get(job.id()));
    }
  }

  @Test
  void oldOnesStayAsTheyWere() {
    Job one = job();
    Job two = job();
    Jobs first = Jobs.NONE.with(one);
    Jobs second = first.with(two);
    Jobs third = second.without(one);

    assertThat(Jobs.NONE.all()).isEmpty();
    assertThat(first.all()).containsExactly(one);
    assertThat(second.all()).containsExactly(one, two);
    assertThat(third.all()).containsExactly(two);
    assertThat(third.without(one)).isSameAs(third);
  }

  /** Numbers come one after another: a tree that did not scatter them would overflow the stack. */
  @Test
  void staysFlatWithManyJobs() {
    Jobs jobs = Jobs.NONE;
    List<Job> made = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      Job job = job();
      made.add(job);
      jobs = jobs.with(job);
    }
    assertThat(jobs.all()).isEqualTo(made);
    for (Job job : made) {
      jobs = jobs.without(job);
    }
    assertThat(jobs.isEmpty()).isTrue();
  }
}
