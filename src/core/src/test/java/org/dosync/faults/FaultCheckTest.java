package org.dosync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.faults.Injector.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that has injected nothing has not passed. */
@Timeout(60)
class FaultCheckTest {

  private static List<String> findings(Program program) {
    return new FaultCheck("program", program, true, 1).findings();
  }

  @Test
  void aProgramWithoutAPointIsFound() {
    assertThat(findings(run -> {})).containsExactly("program calls no code of users");
  }

  /** One that is reached in each run, and one that is reached in most. */
  @ParameterizedTest
  @EnumSource(names = {"BODY", "CLOCK"})
  void aPointThatIsReachedInTheFirstRunOnlyIsFound(Place place) {
    AtomicInteger runs = new AtomicInteger();
    Program program =
        run -> {
          if (runs.getAndIncrement() == 0) {
            run.at(place, "once");
          }
        };
    assertThat(findings(program))
        .singleElement()
        .asString()
        .endsWith(" at " + place + " once #1:\n    was not reached");
  }

  /** Whoever is told of a failure can close the runtime, as everybody else. */
  @Test
  void aCloseHappensInTheHandlerOfFailures() {
    Injector injector = new Injector(new Point(Place.FAILURE_HANDLER, "of all", 1), Fault.CLOSE);
    try (Told told = new Told(injector)) {
      Run run = new Run(injector, told);
      run.runtime();
      Failures.report(new Failure("planned", null, new Planned()));
      assertThat(run.isClosed()).isTrue();
      assertThat(run.end()).isEmpty();
    }
  }
}
