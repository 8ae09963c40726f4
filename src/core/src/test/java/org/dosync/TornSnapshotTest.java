package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction sees all of another one or nothing: Bob's city with the salary he has there. */
@Timeout(60)
class TornSnapshotTest {

  private record Bob(String location, int salary) {}

  private static final Bob IN_CHICAGO = new Bob("Chicago", 30_000);
  private static final Bob IN_SAN_FRANCISCO = new Bob("San Francisco", 45_000);

  private final Ref<String> location = Ref.of(IN_CHICAGO.location);
  private final Ref<Integer> salary = Ref.of(IN_CHICAGO.salary);

  private void move(Bob bob) {
    Transaction.dosync(
        () -> {
          location.set(bob.location);
          salary.set(bob.salary);
        });
  }

  @ParameterizedTest
  @EnumSource
  void whoHasReadTheOldCityReadsTheOldSalary(TransactionKind kind) {
    AtomicInteger tries = new AtomicInteger();
    Bob seen =
        kind.options.dosync(
            () -> {
              tries.incrementAndGet();
              String city = location.deref();
              Threads.elsewhere(() -> move(IN_SAN_FRANCISCO));
              return new Bob(city, salary.deref());
            });
    assertThat(seen).isEqualTo(IN_CHICAGO);
    assertThat(tries).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void whoHasReadTheOldCityNeverReadsAnotherSalaryHoweverOftenItChanges(TransactionKind kind) {
    Bob seen =
        kind.options.dosync(
            () -> {
              String city = location.deref();
              for (int i = 0; i < 40; i++) {
                Threads.elsewhere(
                    () -> move(city.equals("Chicago") ? IN_SAN_FRANCISCO : IN_CHICAGO));
                Threads.elsewhere(() -> move(IN_SAN_FRANCISCO));
              }
              return new Bob(city, salary.deref());
            });
    assertThat(seen).isIn(IN_CHICAGO, IN_SAN_FRANCISCO);
  }

  @ParameterizedTest
  @EnumSource
  void readersBesideAManWhoMovesAllTheTimeSeeHimInOnePlace(TransactionKind kind) {
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              while (!done.get()) {
                move(IN_SAN_FRANCISCO);
                move(IN_CHICAGO);
              }
            },
            () -> {
              try {
                watchBob(kind);
              } finally {
                done.set(true);
              }
            }));
  }

  private void watchBob(TransactionKind kind) {
    for (int i = 0; i < 30_000; i++) {
      Bob seen = kind.options.dosync(() -> new Bob(location.deref(), salary.deref()));
      assertThat(seen).isIn(IN_CHICAGO, IN_SAN_FRANCISCO);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSumOfManyAccountsStaysTheSameBesideTransfers(TransactionKind kind) {
    List<Ref<Integer>> accounts = IntStream.range(0, 100).mapToObj(i -> Ref.of(10)).toList();
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              for (int i = 0; !done.get(); i++) {
                transfer(accounts.get(i * 7 % 100), accounts.get(i * 13 % 100));
              }
            },
            () -> {
              try {
                addUp(accounts, kind);
              } finally {
                done.set(true);
              }
            }));
  }

  private static void addUp(List<Ref<Integer>> accounts, TransactionKind kind) {
    for (int i = 0; i < 1_000; i++) {
      assertThat(kind.options.dosync(() -> sum(accounts))).isEqualTo(1_000);
    }
  }

  private static void transfer(Ref<Integer> from, Ref<Integer> to) {
    Transaction.dosync(
        () -> {
          from.alter(n -> n - 1);
          to.alter(n -> n + 1);
        });
  }

  private static int sum(List<Ref<Integer>> accounts) {
    return accounts.stream().mapToInt(Ref::deref).sum();
  }
}
