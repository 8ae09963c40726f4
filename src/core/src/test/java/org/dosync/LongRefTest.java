package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is its own of a ref that holds a number without a box. That it follows the rules of all refs
 * is in {@link ClojureComparisonTest}, and in the histories.
 */
@Timeout(60)
class LongRefTest {

  private final LongRef from = LongRef.of(100);
  private final LongRef to = LongRef.of(0);

  private long total() {
    return Transaction.dosync(() -> from.getAsLong() + to.getAsLong());
  }

  private void move(long amount) {
    Transaction.dosync(
        () -> {
          from.alter(n -> n - amount);
          to.alter(n -> n + amount);
        });
  }

  @Test
  void transfersOfManyThreadsLoseNothingAndNobodySeesHalfOfOne() {
    Threads.together(
        4,
        index ->
            () -> {
              for (int i = 0; i < 5_000; i++) {
                move(index - 1);
                assertThat(total()).isEqualTo(100);
              }
            });

    assertThat(to.getAsLong()).isEqualTo(5_000 * (-1 + 0 + 1 + 2));
  }

  @Test
  void changesTogetherWithARefOfObjects() {
    Ref<String> note = Ref.of("");

    Transaction.dosync(
        () -> {
          note.set("had " + from.getAsLong());
          assertThat(from.set(7)).isEqualTo(7);
        });

    assertThat(note.deref()).isEqualTo("had 100");
    assertThat(from.getAsLong()).isEqualTo(7);
  }

  @Test
  void holdsEveryLong() {
    for (long number : new long[] {Long.MIN_VALUE, -1, Integer.MAX_VALUE + 1L, Long.MAX_VALUE}) {
      assertThat(Transaction.dosync(() -> to.set(number))).isEqualTo(number);
      assertThat(to.getAsLong()).isEqualTo(number);
      assertThat(to.deref()).isEqualTo(number);
      assertThat(LongRef.of(number).getAsLong()).isEqualTo(number);
    }
  }

  @Test
  void aCommuteIsComputedAgainOnWhatWasCommittedInBetween() {
    AtomicInteger bodies = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Transaction.dosync(
        () -> {
          bodies.incrementAndGet();
          to.commute(
              n -> {
                if (runs.incrementAndGet() == 1) {
                  Threads.elsewhere(() -> Transaction.dosync(() -> to.alter(m -> m + 10)));
                }
                return n + 1;
              });
          to.commute(n -> n * 2);
        });

    assertThat(to.getAsLong()).isEqualTo(22);
    assertThat(runs).hasValue(2);
    assertThat(bodies).hasValue(1);
  }

  @Test
  void whatAPreparedTransactionHasReadIsKeptAndTellsNobody() {
    List<String> told = new ArrayList<>();
    from.addWatch("log", (key, ref, before, after) -> told.add("changed"));
    Prepared prepared =
        TwoPhases.tryToPrepare(Transaction.options(), () -> to.set(from.getAsLong()));
    assertThat(prepared).isNotNull();

    prepared.commit();

    assertThat(to.getAsLong()).isEqualTo(100);
    assertThat(told).isEmpty();
  }

  @Test
  void anAlterThatThrowsLeavesItAsItWas() {
    Transaction.dosync(
        () -> {
          to.alter(n -> n + 1);
          assertThatThrownBy(
                  () ->
                      to.alter(
                          n -> {
                            throw new IllegalStateException("not today");
                          }))
              .hasMessage("not today");
        });

    assertThat(to.getAsLong()).isEqualTo(1);
  }

  @Test
  void whatANestedTransactionUndoesIsTheNumberFromBefore() {
    Transaction.dosync(
        () -> {
          to.set(5);
          assertThatThrownBy(
                  () ->
                      Transaction.dosync(
                          () -> {
                            to.alter(n -> n + 1);
                            throw new IllegalStateException("undone");
                          }))
              .hasMessage("undone");
        });

    assertThat(to.getAsLong()).isEqualTo(5);
  }

  @Test
  void canHaveWhatEveryReferenceCanHave() {
    StoppableClock clock = new StoppableClock();
    LongRef stock =
        LongRef.builder(10)
            .name("stock")
            .meta(Map.of("unit", "piece"))
            .validator(n -> n >= 0)
            .history(History.keep(5).withClock(clock))
            .build();
    List<String> changes = new ArrayList<>();
    stock.addWatch("log", (key, ref, before, after) -> changes.add(before + " to " + after));
    clock.set(StoppableClock.START.plusSeconds(1));

    Transaction.dosync(() -> stock.alter(n -> n - 3));
    assertThatThrownBy(() -> Transaction.dosync(() -> stock.set(-1)))
        .isInstanceOf(InvalidStateException.class)
        .hasMessageContaining("stock")
        .hasMessageContaining("-1");

    assertThat(stock.getAsLong()).isEqualTo(7);
    assertThat(stock.asOf(StoppableClock.START)).isEqualTo(10);
    assertThat(stock.historyCount()).isEqualTo(1);
    assertThat(stock.meta()).containsEntry("unit", "piece");
    assertThat(changes).containsExactly("10 to 7");
    assertThat(stock).asString().startsWith("#<LongRef stock@").endsWith(": 7>");
  }

  @Test
  void cannotBeChangedOutsideATransaction() {
    List<Runnable> changes =
        List.of(() -> to.set(1), () -> to.alter(n -> 1), () -> to.commute(n -> 1), to::ensure);

    for (Runnable change : changes) {
      assertThatThrownBy(change::run)
          .isInstanceOf(NoTransactionException.class)
          .hasMessageContaining("LongRef");
    }
    assertThat(to.getAsLong()).isZero();
  }

  /** A box takes 16 bytes, or 24; the version is 8 longer than one without a number. */
  @Test
  void aChangeMakesNoBox() {
    Ref<Long> boxed = Ref.of(1_000L);
    LongRef number = LongRef.of(1_000);
    VoidBody<RuntimeException> boxedStep = () -> boxed.alter(n -> n + 1);
    VoidBody<RuntimeException> numberStep = () -> number.alter(n -> n + 1);
    long withBox = bytes(() -> Transaction.dosync(boxedStep));
    long without = bytes(() -> Transaction.dosync(numberStep));

    assertThat(without).isLessThanOrEqualTo(withBox - 8);
    assertThat(bytes(number::getAsLong)).isZero();
  }

  /** How many it allocates each time, on this thread. */
  private static long bytes(Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int times = 20_000;
    run(step, times);
    long before = threads.getCurrentThreadAllocatedBytes();
    run(step, times);
    return (threads.getCurrentThreadAllocatedBytes() - before) / times;
  }

  private static void run(Runnable step, int times) {
    for (int i = 0; i < times; i++) {
      step.run();
    }
  }
}
