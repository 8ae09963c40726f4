package org.dosync.examples.guarded;

import static org.dosync.examples.guarded.LeakyLogging.and;
import static org.dosync.examples.guarded.LeakyLogging.with;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dosync.Job;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.cdi.Dosync;

/** The same, with Dosync's scheduler: a job of a try that does not commit there has never been. */
@ApplicationScoped
class MendedLogging {

  // tag::mended[]
  private final Ref<Map<Integer, Job>> jobs =
      Ref.builder(Map.<Integer, Job>of()).name("jobs").build();
  // end::mended[]
  private final Ref<Map<Integer, List<Supplier<String>>>> loggers =
      Ref.builder(Map.<Integer, List<Supplier<String>>>of()).name("loggers").build();

  private Scheduler scheduler;

  MendedLogging() {}

  @Inject
  MendedLogging(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Dosync
  void addLogger(int period, Supplier<String> logger) {
    ensureScheduled(period);
    loggers.alter(map -> with(map, period, and(map.getOrDefault(period, List.of()), logger)));
  }

  // tag::mended[]

  private void ensureScheduled(int period) {
    if (!jobs.deref().containsKey(period)) {
      Job job = scheduler.every(Duration.ofSeconds(period), () -> log(period));
      jobs.alter(map -> with(map, period, job));
    }
  }

  // end::mended[]

  private void log(int period) {
    loggers.deref().get(period).forEach(logger -> System.out.println(logger.get()));
  }
}
