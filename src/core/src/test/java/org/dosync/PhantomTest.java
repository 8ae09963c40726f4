package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * A transaction goes through a collection of refs while another one adds or removes some. The
 * collection is a ref as well, so that nothing can come or go unseen.
 */
@Timeout(60)
class PhantomTest {

  private final Ref<PMap<String, Ref<Integer>>> accounts =
      Ref.of(
          HashTreePMap.<String, Ref<Integer>>empty().plus("a", Ref.of(60)).plus("b", Ref.of(40)));
  private final Ref<Integer> total = Ref.of(0);
  private final AtomicInteger tries = new AtomicInteger();

  private int sum(PMap<String, Ref<Integer>> map) {
    return map.values().stream().mapToInt(Ref::deref).sum();
  }

  private void open(String name, int amount) {
    Transaction.dosync(() -> accounts.alter(map -> map.plus(name, Ref.of(amount))));
  }

  /** Takes the money of one account over to another one that is new. */
  private void rename(String from, String to) {
    Transaction.dosync(
        () -> {
          Ref<Integer> old = accounts.deref().get(from);
          Ref<Integer> fresh = Ref.of(old.deref());
          old.set(0);
          accounts.alter(map -> map.minus(from).plus(to, fresh));
        });
  }

  private void elsewhereInTheFirstTry(Threads.Task task) {
    if (tries.incrementAndGet() == 1) {
      Threads.elsewhere(task);
    }
  }

  @Test
  void anAccountOpenedWhileAllAreSummedUpIsCounted() {
    Transaction.dosync(
        () -> {
          int sum = sum(accounts.deref());
          elsewhereInTheFirstTry(() -> open("c", 7));
          total.set(sum);
        });
    assertThat(total.deref()).isEqualTo(107);
    assertThat(tries).hasValue(2);
  }

  @Test
  void underSnapshotIsolationEnsureMakesSureOfIt() {
    Transaction.options()
        .isolation(Isolation.SNAPSHOT)
        .dosync(
            () -> {
              int sum = sum(accounts.ensure());
              elsewhereInTheFirstTry(() -> open("c", 7));
              total.set(sum);
            });
    assertThat(total.deref()).isEqualTo(107);
    assertThat(tries).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void anAccountReplacedWhileAllAreSummedUpCountsOnce(TransactionKind kind) {
    int sum =
        kind.options.dosync(
            () -> {
              PMap<String, Ref<Integer>> map = accounts.deref();
              elsewhereInTheFirstTry(() -> rename("a", "c"));
              return sum(map);
            });
    assertThat(sum).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void sumsBesideAccountsThatComeAndGoAreAllTrue(TransactionKind kind) {
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              for (int i = 0; !done.get(); i++) {
                rename(i == 0 ? "a" : "a" + i, "a" + (i + 1));
              }
            },
            () -> {
              try {
                for (int i = 0; i < 10_000; i++) {
                  assertThat(kind.options.dosync(() -> sum(accounts.deref()))).isEqualTo(100);
                }
              } finally {
                done.set(true);
              }
            }));
  }
}
