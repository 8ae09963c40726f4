package org.dosync.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.dosync.cdi.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the annotations do in Quarkus, whose container knows build-compatible extensions only. */
@QuarkusTest
@Timeout(60)
class AccountsTest {

  @Inject Accounts accounts;
  @Inject Journal journal;
  @Inject Scheduler scheduler;

  @Inject
  @Shared("transfers")
  Ref<Integer> transfers;

  @Test
  void callsOfABeanToItselfJoinAndAllOfItIsUndone() {
    int before = accounts.transfer(10);
    int count = transfers.deref();
    assertThatThrownBy(() -> accounts.transfer(1_000)).hasMessage("not enough");

    assertThat(accounts.transfer(0)).isEqualTo(before);
    assertThat(transfers.deref()).isEqualTo(count + 1);
    assertThat(accounts.transfers()).isEqualTo(count + 1);
  }

  @Test
  void callsOfAnAgentBeanAreOneAfterAnother() {
    IntStream.range(0, 1_000).parallel().forEach(i -> journal.count());
    assertThat(journal.calls()).isEqualTo(1_000);
  }

  @Test
  void callsInATransactionGoOutAfterItsCommitAndObserversAreTold() {
    accounts.transfer(1);
    Transaction.dosync(
        () -> {
          journal.write("in time");
          return null;
        });
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      journal.write("never");
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    List<String> lines = journal.lines();
    assertThat(lines)
        .contains("transfer of 1", "in time", "transfer " + transfers.deref())
        .doesNotContain("never");
  }

  @Test
  void asynchronousCallIsAPromise() throws Exception {
    int now = accounts.transfer(0);
    assertThat(accounts.transferLater(0).toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isEqualTo(now);
  }

  @Test
  void jobsRunThoughNobodyInjectsTheirBean() throws Exception {
    assertThat(Heartbeat.THREE_BEATS.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(scheduler.scheduledJobs()).hasSize(1);
  }
}
