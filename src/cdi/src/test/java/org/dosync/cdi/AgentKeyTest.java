package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.DosyncException;
import org.dosync.ErrorMode;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each key of an agent bean has an instance and a queue of its own; idle ones go. */
@Beans({
  AgentKeyTest.Account.class,
  AgentKeyTest.Ledger.class,
  AgentKeyTest.Fleeting.class,
  AgentKeyTest.Few.class,
  AgentKeyTest.FewAndFleeting.class,
  AgentKeyTest.FewOfAll.class,
  AgentKeyTest.Fragile.class,
  AgentKeyTest.Stored.class
})
@Timeout(60)
class AgentKeyTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  private static void note(String event) {
    Agent<?> agent = Agent.current();
    EVENTS.add(event + (agent == null ? "" : " by " + agent.name()));
  }

  // tag::account[]
  @AgentState(idleTimeout = "10m")
  static class Account {
    private long balance;

    void deposit(@AgentKey String number, long amount) {
      balance += amount;
    }

    long balance(@AgentKey String number) {
      return balance;
    }
  }

  // end::account[]

  @AgentState
  static class Ledger {
    @Inject Ledger self;
    private long balance;

    @PostConstruct
    void open() {
      note("open");
    }

    void deposit(@AgentKey String number, long amount) {
      balance += amount;
    }

    long balance(@AgentKey String number) {
      return balance;
    }

    void hold(CountDownLatch begun, CountDownLatch end, @AgentKey String number) {
      begun.countDown();
      Patience.await(end);
    }

    /** Sends to another one; the own balance is there at once. */
    long transfer(@AgentKey String from, String to, long amount) {
      balance -= amount;
      self.deposit(to, amount);
      return self.balance(from);
    }

    @PreDestroy
    void close() {
      note("close with " + balance);
    }
  }

  @AgentState(idleTimeout = "10ms")
  static class Fleeting {
    private int used;

    @PostConstruct
    void open() {
      note("open");
    }

    int use(@AgentKey int key) {
      return ++used;
    }

    void touch(@AgentKey int key) {
      used++;
    }

    @PreDestroy
    void close() {
      note("close after " + used);
    }
  }

  @AgentState(maxInstances = 2)
  static class Few {
    String use(@AgentKey String key) {
      return key;
    }
  }

  @AgentState(maxInstances = 1)
  static class FewOfAll {
    Object use(@AgentKey Object key) {
      return key;
    }
  }

  @AgentState(maxInstances = 1, idleTimeout = "10ms", capacity = 1)
  static class FewAndFleeting {
    String use(@AgentKey String key) {
      return key;
    }
  }

  @AgentState(errorMode = ErrorMode.FAIL, idleTimeout = "10ms")
  static class Fragile {
    private int used;

    int use(@AgentKey String key) {
      return ++used;
    }

    int fail(@AgentKey String key) {
      throw new IllegalStateException("on purpose");
    }

    @Restart
    void restart(@AgentKey String key) {}
  }

  private static final int KEYS = 20;
  private static final int SENDERS = 8;
  private static final int CALLS = 4_000;

  /** What a store has of a key; written by one instance at a time, without a lock. */
  static final class Record {
    int count;
    final int[] last = new int[SENDERS];
  }

  static final Map<Integer, Record> STORE = new ConcurrentHashMap<>();
  static final AtomicInteger[] OPEN = new AtomicInteger[KEYS];
  static final AtomicInteger OPENED = new AtomicInteger();
  static final List<String> WRONG = new CopyOnWriteArrayList<>();
  static volatile CountDownLatch leftOnce = new CountDownLatch(1);

  /** Has what it counts from the store, and puts it back when it goes. */
  @AgentState(idleTimeout = "1ms")
  static class Stored {
    private int key = -1;
    private Record record = new Record();

    @PostConstruct
    void open() {
      OPENED.incrementAndGet();
    }

    void add(@AgentKey int own, int sender, int number) {
      load(own);
      record.count++;
      if (number <= record.last[sender]) {
        WRONG.add("Order of sender " + sender + " at key " + own);
      }
      record.last[sender] = number;
    }

    int count(@AgentKey int own) {
      load(own);
      return record.count;
    }

    private void load(int own) {
      if (key < 0) {
        key = own;
        if (OPEN[own].incrementAndGet() > 1) {
          WRONG.add("Two instances of key " + own);
        }
        Record stored = STORE.remove(own);
        record = stored == null ? record : stored;
      }
    }

    @PreDestroy
    void store() {
      if (key >= 0) {
        STORE.put(key, record);
        OPEN[key].decrementAndGet();
        leftOnce.countDown();
      }
    }
  }

  @Inject Account account;
  @Inject Ledger ledger;
  @Inject Fleeting fleeting;
  @Inject Few few;
  @Inject FewAndFleeting fewAndFleeting;
  @Inject FewOfAll fewOfAll;
  @Inject Fragile fragile;
  @Inject Stored stored;

  private final List<Failure> reported = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
    Failures.setHandler(reported::add);
  }

  @AfterEach
  void nothingIsReported() {
    Failures.setHandler(null);
    assertThat(reported).isEmpty();
  }

  // ---- keys

  @Test
  void eachKeyHasAnInstanceOfItsOwn() {
    account.deposit("a", 1);
    account.deposit("b", 10);
    account.deposit("a", 2);

    assertThat(account.balance("a")).isEqualTo(3);
    assertThat(account.balance("b")).isEqualTo(10);
  }

  @Test
  void eachInstanceIsMadeByItsOwnAgent() {
    ledger.deposit("a", 1);
    ledger.deposit("a", 2);
    ledger.balance("b");

    assertThat(ledger.balance("a")).isEqualTo(3);
    assertThat(EVENTS).containsExactlyInAnyOrder("open by Ledger[a]", "open by Ledger[b]");
  }

  @Test
  void eachKeyHasAQueueOfItsOwn() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    ledger.hold(begun, end, "a");
    Patience.await(begun);
    ledger.deposit("a", 1);
    assertThat(ledger.balance("b")).isZero();
    end.countDown();
    assertThat(ledger.balance("a")).isEqualTo(1);
  }

  @Test
  void callOfTheOwnKeyIsAPartOfTheActionAndOneOfAnotherIsSent() {
    ledger.deposit("a", 5);
    assertThat(ledger.transfer("a", "b", 2)).isEqualTo(3);
    assertThat(ledger.balance("b")).isEqualTo(2);
    assertThat(ledger.transfer("a", "a", 3)).isEqualTo(3);
  }

  @Test
  void keyIsNotNull() {
    assertThatThrownBy(() -> ledger.balance(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("The @AgentKey of Ledger.balance is null");
  }

  @Test
  void applicationThatEndsDestroysEveryInstanceOnce() {
    try (SeContainer container = Containers.start(Ledger.class)) {
      Ledger own = container.select(Ledger.class).get();
      for (int i = 0; i < 10; i++) {
        own.deposit("" + i, i);
      }
    }
    assertThat(EVENTS)
        .filteredOn(event -> event.startsWith("close"))
        .hasSize(10)
        .doesNotHaveDuplicates();
  }

  @Test
  void failedKeyIsRestartedByItselfAndItsFailureDoesNotGoAwayWhenItIsIdle() {
    assertThat(fragile.use("idle")).isEqualTo(1);
    assertThatThrownBy(() -> fragile.fail("a")).hasMessage("on purpose");
    await().until(() -> fragile.use("idle") == 1); // those that have not failed go
    assertThatThrownBy(() -> fragile.use("a"))
        .isInstanceOf(AgentFailedException.class)
        .hasMessageContaining("Fragile[a]");
    fragile.restart("a");
    assertThat(catchThrowable(() -> fragile.use("a"))).isNull();
  }

  // ---- the number of them

  @Test
  void callForOneMoreThanMayBeIsRefused() {
    assertThat(few.use("a") + few.use("b") + few.use("a")).isEqualTo("aba");
    assertThatThrownBy(() -> few.use("c"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage(
            "Few has 2 instances, as many as its maxInstances allows, and none for the key c:"
                + " allow more, or let idle ones go by an idleTimeout");
    assertThat(few.use("b")).isEqualTo("b");
  }

  /** Has no text. */
  record Illegible(int number) {
    @Override
    public String toString() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void callWhoseKeyHasNoTextTakesNoPlace() {
    for (int number = 1; number <= 2; number++) {
      Illegible key = new Illegible(number);
      assertThatThrownBy(() -> fewOfAll.use(key)).hasMessage("on purpose");
    }
    assertThat(fewOfAll.use("a")).isEqualTo("a");
  }

  @Test
  void idleInstanceMakesRoomForAnother() {
    for (String key : List.of("a", "b", "c", "a")) {
      await().ignoreExceptions().until(() -> fewAndFleeting.use(key).equals(key));
    }
  }

  // ---- idle ones

  @Test
  void idleInstanceIsDestroyedOnItsTurnAndTheNextCallMakesAFreshOne() {
    assertThat(fleeting.use(7)).isEqualTo(1);
    await().until(() -> EVENTS.size() == 2);
    assertThat(EVENTS).containsExactly("open by Fleeting[7]", "close after 1 by Fleeting[7]");
    assertThat(fleeting.use(7)).isEqualTo(1);
  }

  @Test
  void instanceIsNotIdleWhileATransactionHoldsACall() {
    Transaction.dosync(
        () -> {
          fleeting.touch(1);
          Patience.elsewhere(() -> fleeting.use(1)); // behind a leave that has begun before
          long left = left(1);
          for (int round = 1; round <= 3; round++) {
            Patience.elsewhere(() -> fleeting.use(2));
            int rounds = round;
            await().until(() -> left(2) == rounds);
          }
          assertThat(left(1)).isEqualTo(left);
        });
    await().until(() -> EVENTS.contains("close after 2 by Fleeting[1]"));
  }

  private static long left(int key) {
    return EVENTS.stream()
        .filter(event -> event.startsWith("close") && event.endsWith("[" + key + "]"))
        .count();
  }

  @Test
  void noCallIsLostNorOutOfOrderNorMetByASecondInstanceWhileInstancesComeAndGo() {
    List<Thread> threads = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      int own = sender;
      threads.add(new Thread(() -> send(own)));
    }
    threads.forEach(Thread::start);
    threads.forEach(AgentKeyTest::join);

    int sum = 0;
    for (int key = 0; key < KEYS; key++) {
      sum += stored.count(key);
    }
    assertThat(WRONG).isEmpty();
    assertThat(sum).isEqualTo(SENDERS * CALLS);
    assertThat(OPENED).hasValueGreaterThan(KEYS);
  }

  private void send(int sender) {
    Random random = new Random(sender);
    for (int number = 1; number <= CALLS; number++) {
      int key = random.nextInt(KEYS);
      int next = number;
      if (number % 10 == 0) {
        Transaction.dosync(() -> stored.add(key, sender, next));
      } else {
        stored.add(key, sender, next);
      }
      if (number % 100 == 0) {
        stored.count(key); // leaves the others alone for a while
      }
      if (number == CALLS / 2) {
        Patience.await(leftOnce); // or it might happen that none goes before the end
      }
    }
  }

  @BeforeEach
  void emptyStore() {
    STORE.clear();
    WRONG.clear();
    OPENED.set(0);
    leftOnce = new CountDownLatch(1);
    for (int key = 0; key < KEYS; key++) {
      OPEN[key] = new AtomicInteger();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new DosyncException("Interrupted", e);
    }
  }
}
