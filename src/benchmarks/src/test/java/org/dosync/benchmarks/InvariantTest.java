package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

/** A system that breaks its promise does not pass. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class InvariantTest {
  private final Ledger ledger = new Ledger();
  private final Worker worker = new Worker();

  @Test
  void aLostWriteIsFound() {
    SharedCounter workload = begin(new SharedCounter());
    workload.run(worker);
    assertEquals("The total should be 1001 and is 1000", complaint(workload));
  }

  @Test
  void aTornSumIsFound() {
    BankWithSums workload = begin(new BankWithSums());
    for (int i = 0; i < 20; i++) {
      workload.run(worker);
    }
    assertEquals("The count of wrong results should be 0 and is 2", complaint(workload));
  }

  @Test
  void aLostMessageIsFound() {
    Ask workload = begin(new Ask());
    workload.run(worker);
    assertEquals("The total should be 1 and is 0", complaint(workload));
  }

  @Test
  void aWrongResultIsFound() {
    OneFuture workload = begin(new OneFuture());
    workload.run(worker);
    assertEquals("The count of wrong results should be 0 and is 1", complaint(workload));
  }

  @Test
  void aLostMealIsFound() {
    Philosophers workload = begin(new Philosophers());
    workload.run(worker);
    assertEquals("The count of meals should be 1 and is 0", complaint(workload));
  }

  @Test
  void aLostNumberIsFound() {
    assertEquals("The count of numbers should be 512 and is 0", complaint(begin(new SortedSet())));
  }

  @Test
  void aWireOverAnotherIsFound() {
    Routing workload = begin(new Routing());
    workload.run(worker);
    assertEquals("The count of wrong results should be 0 and is 1", complaint(workload));
  }

  @Test
  void aLostBookingIsFound() {
    assertEquals(
        "The count of free and booked should be 38400 and is 0", complaint(begin(new Travel())));
  }

  @Test
  void aLostPartIsFound() {
    assertEquals("The uses of part 0 should be 243 and is 0", complaint(begin(new Engineering())));
  }

  @Test
  void theReasonIsFoundInsideTheExceptionsOfJmh() {
    BrokenInvariantException reason = new BrokenInvariantException("broken");
    BenchmarkException benchmark = new BenchmarkException("error", List.of(reason));
    assertSame(reason, Runs.reason(new RunnerException("caught", benchmark)));
  }

  private <W extends Workload> W begin(W workload) {
    workload.system = "Forgetful";
    workload.begin();
    ledger.register(worker);
    return workload;
  }

  private String complaint(Workload workload) {
    return assertThrows(BrokenInvariantException.class, () -> workload.check(ledger)).getMessage();
  }
}
