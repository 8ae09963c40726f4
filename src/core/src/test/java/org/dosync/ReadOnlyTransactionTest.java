package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction that only reads keeps no record of it, and commits nearly always at once. */
@Timeout(60)
class ReadOnlyTransactionTest {

  private static final TransactionOptions READ_ONLY =
      Transaction.options().name("report").readOnly(true);

  private final List<Ref<Integer>> refs = IntStream.range(0, 30).mapToObj(i -> Ref.of(0)).toList();
  private final AtomicInteger tries = new AtomicInteger();

  private void addOneToAll() {
    Transaction.dosync(() -> refs.forEach(ref -> ref.alter(n -> n + 1)));
  }

  @Test
  void itRefusesEveryChange() {
    Ref<Integer> ref = Ref.builder(0).name("salary").build();
    List<VoidBody<RuntimeException>> changes =
        List.of(
            () -> ref.set(1),
            () -> ref.alter(n -> n + 1),
            () -> ref.commute(n -> n + 1),
            () -> Transaction.dosync(() -> ref.set(1)));
    for (VoidBody<RuntimeException> change : changes) {
      assertThatThrownBy(() -> READ_ONLY.dosync(change))
          .isInstanceOf(DosyncException.class)
          .hasMessageContainingAll("salary", "report", "read-only");
    }
    assertThat(ref.deref()).isZero();
  }

  /** The record that it keeps in order to be woken must not make it lose to writers afterwards. */
  @Test
  void oneThatHasWaitedIsStillNotLostToWriters() {
    Ref<Boolean> open = Ref.of(false);
    Threads.together(
        List.of(
            () -> {
              boolean oneMoment = READ_ONLY.maxRetries(0).dosync(() -> readWhenOpen(open));
              assertThat(oneMoment).isTrue();
            },
            () -> {
              Waiting.awaitOneOn(open);
              Transaction.dosync(() -> open.set(true));
            }));
    assertThat(tries.get()).as("twice until it waits, and restarted once at most").isBetween(3, 4);
  }

  private boolean readWhenOpen(Ref<Boolean> open) {
    tries.incrementAndGet();
    Transaction.check(open.deref());
    int first = refs.get(0).deref();
    Threads.elsewhere(this::addOneToAll);
    Threads.elsewhere(this::addOneToAll);
    return refs.get(1).deref() == first && refs.get(2).ensure() == first;
  }

  @ParameterizedTest
  @EnumSource
  void oneThatReadsMuchBeforeItWaitsIsStillNotLostToWriters(TransactionKind kind) {
    Ref<Boolean> open = Ref.of(false);
    try (Threads threads = new Threads()) {
      threads.start(() -> kind.options.maxRetries(0).dosync(() -> readAllAndWait(open)));
      Waiting.awaitOneOn(open);
      Transaction.dosync(() -> open.set(true));
    }
  }

  private void readAllAndWait(Ref<Boolean> open) {
    List<Integer> seen = refs.stream().map(Ref::deref).toList();
    Transaction.check(open.deref());
    Threads.elsewhere(this::addOneToAll);
    assertThat(refs.stream().map(Ref::deref).toList()).isEqualTo(seen);
  }

  @Test
  void itMayReadAndEnsure() {
    addOneToAll();
    int sum = READ_ONLY.dosync(() -> refs.get(0).deref() + refs.get(1).ensure());
    assertThat(sum).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void itKeepsNoRecordOfManyReads(TransactionKind kind) {
    int kept =
        kind.options.dosync(
            () -> {
              for (int i = 0; i < 100; i++) {
                refs.forEach(Ref::deref);
              }
              return Current.required("test").readCount();
            });
    assertThat(kept).isLessThanOrEqualTo(kind == TransactionKind.SERIALIZABLE ? 16 : 0);
  }

  /** Clojure needed 5,157 tries for this kind of reader, and others never came to an end. */
  @ParameterizedTest
  @EnumSource
  void itIsRestartedOnceAtMostHoweverManyCommitsComeBetweenItsReads(TransactionKind kind) {
    List<Integer> seen =
        kind.options.dosync(
            () -> {
              tries.incrementAndGet();
              return refs.stream().map(this::readAfterManyCommits).toList();
            });
    assertThat(seen).as("of one moment").containsOnly(seen.get(0));
    assertThat(tries.get()).isLessThanOrEqualTo(2);
  }

  private int readAfterManyCommits(Ref<Integer> ref) {
    Threads.elsewhere(
        () -> {
          for (int i = 0; i < 25; i++) {
            addOneToAll();
          }
        });
    return ref.deref();
  }

  @Test
  void itSeesWhatWasCommittedBeforeItsLastTryBegan() {
    int seen =
        READ_ONLY.dosync(
            () -> {
              if (tries.incrementAndGet() == 1) {
                readAfterManyCommits(refs.get(0));
              }
              return readAfterManyCommits(refs.get(1));
            });
    assertThat(tries).hasValue(2);
    assertThat(seen).isEqualTo(25);
  }

  @Test
  void oldValuesAreKeptForAReaderAndDroppedAfterIt() {
    READ_ONLY.dosync(
        () -> {
          tries.incrementAndGet();
          readAfterManyCommits(refs.get(0));
          readAfterManyCommits(refs.get(1));
          if (tries.get() == 2) {
            assertThat(Chain.length(refs.get(0))).isGreaterThan(2 * 25);
          }
        });
    assertThat(tries).hasValue(2);
    for (int i = 0; i < 200; i++) {
      addOneToAll();
    }
    assertThat(refs).allMatch(ref -> Chain.length(ref) <= 2);
  }

  @Test
  void ofSeveralReadersEachFindsItsOwnMoment() {
    Gate first = new Gate();
    Gate second = new Gate();
    try (Threads threads = new Threads()) {
      threads.start(() -> assertThat(readAllThrough(first)).containsOnly(25));
      first.awaitArrival();
      readAfterManyCommits(refs.get(0));
      threads.start(() -> assertThat(readAllThrough(second)).containsOnly(50));
      second.awaitArrival();
      readAfterManyCommits(refs.get(0));
      first.open();
      second.open();
    }
    assertThat(refs.get(0).deref()).isEqualTo(100);
  }

  /**
   * The first reader is restarted before the gate; what is kept for it helps the second as well.
   */
  private List<Integer> readAllThrough(Gate gate) {
    boolean[] firstTry = {true};
    return READ_ONLY.dosync(
        () -> {
          refs.get(0).deref();
          if (firstTry[0]) {
            firstTry[0] = false;
            readAfterManyCommits(refs.get(1));
          }
          gate.pass();
          return refs.stream().map(Ref::deref).toList();
        });
  }

  @ParameterizedTest
  @EnumSource
  void longReadersBesideAFastWriterAreHardlyEverRestarted(TransactionKind kind) {
    AtomicBoolean done = new AtomicBoolean();
    Threads.together(
        List.of(
            () -> {
              while (!done.get()) {
                addOneToAll();
              }
            },
            () -> {
              try {
                readOften(kind);
              } finally {
                done.set(true);
              }
            }));
  }

  private void readOften(TransactionKind kind) {
    for (int i = 0; i < 1_000; i++) {
      tries.set(0);
      List<Integer> seen =
          kind.options.dosync(
              () -> {
                tries.incrementAndGet();
                return refs.stream().map(Ref::deref).toList();
              });
      assertThat(seen).containsOnly(seen.get(0));
      assertThat(tries.get()).isLessThanOrEqualTo(2);
    }
  }
}
