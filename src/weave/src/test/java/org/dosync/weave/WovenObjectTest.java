package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dosync.DosyncException;
import org.dosync.Isolation;
import org.dosync.NoTransactionException;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.RetryLimitException;
import org.dosync.Transaction;
import org.dosync.TransactionTimeoutException;
import org.dosync.cdi.Dosync;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that no container made: their methods with @Dosync are transactions. */
@DosyncTest
@Timeout(60)
class WovenObjectTest {

  static class Account {
    static final Ref<Integer> OPENED = Ref.of(0);

    final Ref<Integer> balance = Ref.of(0);

    @Dosync
    void deposit(int amount) {
      balance.alter(b -> b + amount);
    }

    @Dosync
    private void add(int amount) {
      balance.alter(b -> b + amount);
    }

    void addByItself(int amount) {
      add(amount);
    }

    @Dosync
    final int withdraw(int amount) {
      balance.alter(b -> b - amount);
      return balance.deref();
    }

    @Dosync
    static int open(int number) {
      OPENED.alter(n -> n + number);
      return OPENED.deref();
    }

    @Dosync(name = "move")
    static void move(Account from, Account to, int amount) {
      from.withdraw(amount);
      to.deposit(amount);
    }
  }

  @Test
  void methodOfAPlainObject() {
    Account account = new Account();

    account.deposit(5);

    assertThat(account.balance.deref()).isEqualTo(5);
    assertThat(Probe.commits("Account.deposit")).isEqualTo(1);
    assertThat(Probe.tries("Account.deposit")).isEqualTo(2);
  }

  @Test
  void privateMethod() {
    Account account = new Account();

    account.addByItself(5);

    assertThat(account.balance.deref()).isEqualTo(5);
    assertThat(Probe.commits("Account.add")).isEqualTo(1);
  }

  @Test
  void finalMethod() {
    assertThat(new Account().withdraw(5)).isEqualTo(-5);
    assertThat(Probe.commits("Account.withdraw")).isEqualTo(1);
  }

  @Test
  void staticMethod() {
    int before = Account.OPENED.deref();

    assertThat(Account.open(7)).isEqualTo(before + 7);
    assertThat(Probe.commits("Account.open")).isEqualTo(1);
  }

  @Test
  void callOfAnotherIsAPartOfIt() {
    Account from = new Account();
    Account to = new Account();

    Account.move(from, to, 5);

    assertThat(List.of(from.balance.deref(), to.balance.deref())).containsExactly(-5, 5);
    assertThat(Probe.commits("move")).isEqualTo(1);
    assertThat(Probe.commits("Account.deposit")).isZero();
  }

  static class Signatures {
    final Ref<String> seen = Ref.of("");

    private void see(Object... values) {
      seen.set(List.of(values).toString());
    }

    @Dosync
    long wide(long first, double second, int third, boolean fourth, char fifth) {
      see(first, second, third, fourth, fifth);
      return first + third;
    }

    @Dosync
    static double twice(long whole, double part) {
      return whole * 2 + part * 2;
    }

    @Dosync
    boolean any(String... texts) {
      see((Object[]) texts);
      return texts.length > 0;
    }

    @Dosync
    Object nothing() {
      return null;
    }

    @Dosync
    byte small(byte value, short other, float third) {
      see(value, other, third);
      return value;
    }

    @Dosync
    int[] array(int[][] given) {
      return given[0];
    }

    @Dosync
    int reassigned(int count, String text) {
      see(count, text);
      for (int i = 0; i < 3; i++) {
        count++;
        text = text + i;
      }
      return count + text.length();
    }

    @Dosync
    int caught(String number) {
      try {
        return Integer.parseInt(number);
      } catch (NumberFormatException e) {
        return switch (number.length()) {
          case 0 -> -1;
          default -> -2;
        };
      }
    }

    @Dosync
    Supplier<Integer> lambda(int start) {
      Ref<Integer> ref = Ref.of(start);
      Supplier<Integer> add =
          () -> {
            ref.alter(n -> n + 1);
            return ref.deref();
          };
      int sum = IntStream.range(0, 3).map(i -> add.get()).sum();
      return () -> sum;
    }

    @Dosync
    synchronized boolean locked() {
      return Thread.holdsLock(this);
    }

    @Dosync
    <T extends Comparable<T>> T greater(T one, T other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  @Test
  void argumentsAndResultsOfAllTypes() {
    Signatures signatures = new Signatures();

    assertThat(signatures.wide(1L, 2.5, 3, true, 'x')).isEqualTo(4);
    assertThat(signatures.seen.deref()).isEqualTo("[1, 2.5, 3, true, x]");
    assertThat(Signatures.twice(1L, 0.5)).isEqualTo(3.0);
    assertThat(signatures.any("a", "b")).isTrue();
    assertThat(signatures.seen.deref()).isEqualTo("[a, b]");
    assertThat(signatures.nothing()).isNull();
    assertThat(signatures.small((byte) 1, (short) 2, 3f)).isEqualTo((byte) 1);
    assertThat(signatures.array(new int[][] {{1, 2}})).containsExactly(1, 2);
    assertThat(signatures.greater("a", "b")).isEqualTo("b");
  }

  @Test
  void eachTryHasTheArgumentsOfTheCall() {
    Signatures signatures = new Signatures();
    Probe.forceConflicts("Signatures.reassigned", 2);

    assertThat(signatures.reassigned(1, "a")).isEqualTo(8);
    assertThat(signatures.seen.deref()).isEqualTo("[1, a]");
    assertThat(Probe.tries("Signatures.reassigned")).isEqualTo(4);
  }

  @Test
  void bodiesWithLambdasHandlersAndLocks() {
    Signatures signatures = new Signatures();

    assertThat(signatures.lambda(1).get()).isEqualTo(9);
    assertThat(List.of(signatures.caught("7"), signatures.caught(""), signatures.caught("x")))
        .containsExactly(7, -1, -2);
    assertThat(signatures.locked()).isTrue();
  }

  static class Attributes {
    final Ref<Integer> ref = Ref.of(0);

    @Dosync(readOnly = true)
    void changeThoughItOnlyReads() {
      ref.set(1);
    }

    @Dosync(propagation = Propagation.MANDATORY)
    void mandatory() {
      ref.set(1);
    }

    @Dosync(propagation = Propagation.NEVER)
    boolean never() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    boolean outside() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "own")
    void own() {
      ref.alter(n -> n + 1);
    }

    @Dosync(maxRetries = 2, name = "poor")
    void poor() {
      ref.set(1);
    }

    @Dosync(timeout = "20ms")
    void waitForEver() {
      Transaction.check(ref.deref() > 0);
    }

    @Dosync(timeout = "{weave.test.timeout:1h}")
    void waitAsConfigured() {
      Transaction.check(ref.deref() > 0);
    }

    @Dosync(timeout = "{weave.test.missing}")
    private void withoutAValue() {}

    @Dosync(isolation = Isolation.SNAPSHOT, commitOn = IOException.class)
    void commitAndThrow(Exception thrown) throws Exception {
      ref.set(1);
      throw thrown;
    }

    @Dosync
    void throwIt(Throwable thrown) throws Throwable {
      ref.set(1);
      throw thrown;
    }
  }

  @Test
  void propagation() {
    Attributes object = new Attributes();

    assertThatThrownBy(object::mandatory).isInstanceOf(NoTransactionException.class);
    assertThat(object.never()).isFalse();
    assertThatThrownBy(() -> Transaction.dosync(() -> object.never()))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("NEVER");
    assertThat(Transaction.<Boolean, RuntimeException>dosync(() -> object.outside())).isFalse();
    Transaction.dosync(object::mandatory);
    assertThat(object.ref.deref()).isEqualTo(1);
  }

  @Test
  void membersThatLimitIt() {
    Attributes object = new Attributes();
    Probe.forceConflicts("poor", 3);

    assertThatThrownBy(object::changeThoughItOnlyReads).isInstanceOf(DosyncException.class);
    assertThatThrownBy(object::poor)
        .isInstanceOf(RetryLimitException.class)
        .hasMessageContaining("poor");
    assertThatThrownBy(object::waitForEver).isInstanceOf(TransactionTimeoutException.class);
    assertThat(object.ref.deref()).isZero();
  }

  @Test
  void placeholdersAreConfigured() {
    Attributes object = new Attributes();
    System.setProperty("weave.test.timeout", "20ms");
    try {
      assertThatThrownBy(object::waitAsConfigured).isInstanceOf(TransactionTimeoutException.class);
    } finally {
      System.clearProperty("weave.test.timeout");
    }
    assertThatThrownBy(object::withoutAValue)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weave.test.missing has no value");
  }

  @Test
  void exceptionsReachTheCallerUnchanged() {
    for (Throwable thrown : List.of(new IOException(), new Error(), new IllegalStateException())) {
      Attributes object = new Attributes();

      assertThatThrownBy(() -> object.throwIt(thrown)).isSameAs(thrown);
      assertThat(object.ref.deref()).isZero();
    }
  }

  @Test
  void exceptionThatCommits() {
    Attributes object = new Attributes();
    IOException thrown = new IOException();

    assertThatThrownBy(() -> object.commitAndThrow(thrown)).isSameAs(thrown);
    assertThat(object.ref.deref()).isEqualTo(1);
  }

  @Dosync
  static class WholeClass {
    boolean plain() {
      return Transaction.isRunning();
    }

    final boolean last() {
      return Transaction.isRunning();
    }

    private boolean hidden() {
      return Transaction.isRunning();
    }

    static boolean shared() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    boolean byItself() {
      return hidden();
    }
  }

  static class Child extends WholeClass {
    boolean more() {
      return Transaction.isRunning();
    }

    @Override
    boolean plain() {
      return Transaction.isRunning();
    }
  }

  @Test
  void annotationOnTheClass() {
    assertThat(new WholeClass().plain()).isTrue();
    assertThat(new WholeClass().last()).isTrue();
    assertThat(new WholeClass().byItself()).as("private, and on the method first").isFalse();
    assertThat(WholeClass.shared()).isFalse();
  }

  @Test
  void annotationOnTheClassAbove() {
    assertThat(new Child().more()).isTrue();
    assertThat(new Child().plain()).isTrue();
    assertThat(new Child().last()).isTrue();
  }

  static class Parent {
    @Dosync
    boolean inherited() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean overridden() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean extended() {
      return Transaction.isRunning();
    }
  }

  static class Overrider extends Parent {
    @Override
    boolean overridden() {
      return Transaction.isRunning();
    }

    @Override
    @Dosync(name = "extended")
    boolean extended() {
      return super.extended();
    }
  }

  @Test
  void methodThatOverridesHasItsOwnAnnotationsOnly() {
    Overrider object = new Overrider();

    assertThat(object.inherited()).isTrue();
    assertThat(object.overridden()).isFalse();
    assertThat(object.extended()).isTrue();
    assertThat(Probe.commits("extended")).isEqualTo(1);
    assertThat(Probe.commits("Parent.extended")).isZero();
  }

  interface Converter<T> {
    T convert(T value);

    @Dosync
    default boolean isRunning() {
      return Transaction.isRunning();
    }

    @Dosync
    static boolean isRunningToo() {
      return Transaction.isRunning();
    }

    @Dosync
    boolean isRunningInAnImplementation();
  }

  static class Upper implements Converter<String> {
    @Override
    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "convert")
    public String convert(String value) {
      return value + Transaction.isRunning();
    }

    @Override
    public boolean isRunningInAnImplementation() {
      return Transaction.isRunning();
    }
  }

  @Test
  void interfaceMethodsAndBridges() {
    Converter<String> converter = new Upper();

    assertThat(converter.convert("x")).isEqualTo("xtrue");
    assertThat(Probe.commits("convert")).isEqualTo(1);
    assertThat(converter.isRunning()).isTrue();
    assertThat(Converter.isRunningToo()).isTrue();
    assertThat(converter.isRunningInAnImplementation()).isFalse();
  }

  @Dosync
  record Seat(Ref<String> guest) {
    void take(String name) {
      guest.set(name);
    }
  }

  enum Counter {
    ONE;

    final Ref<Integer> count = Ref.of(0);

    @Dosync
    void count() {
      count.alter(n -> n + 1);
    }
  }

  @Test
  void recordAndEnum() {
    Seat seat = new Seat(Ref.of(""));
    int before = Counter.ONE.count.deref();

    seat.take("Bob");
    Counter.ONE.count();

    assertThat(seat.guest().deref()).isEqualTo("Bob");
    assertThat(Counter.ONE.count.deref()).isEqualTo(before + 1);
  }

  static class Recursive {
    final Ref<Integer> calls = Ref.of(0);

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "recursive")
    void run(int depth) {
      if (depth > 1) {
        run(depth - 1);
      }
      calls.alter(n -> n + 1);
    }
  }

  @DosyncTest(retries = 0)
  @Test
  void callOfItselfIsACallLikeOthers() {
    new Recursive().run(3);

    assertThat(Probe.commits("recursive")).isEqualTo(3);
  }

  @Test
  void itLooksAsItDidAlmost() throws Exception {
    Method method = Signatures.class.getDeclaredMethod("locked");

    assertThat(method.getAnnotation(Dosync.class)).isNotNull();
    assertThat(Modifier.isSynchronized(method.getModifiers())).as("the body is").isFalse();
    assertThat(
            Modifier.isFinal(Account.class.getDeclaredMethod("withdraw", int.class).getModifiers()))
        .as("or containers would refuse it")
        .isFalse();
    Method generic =
        Signatures.class.getDeclaredMethod("greater", Comparable.class, Comparable.class);
    assertThat(generic.toGenericString()).contains("<T extends java.lang.Comparable<T>> T");
    assertThat(Signatures.class.getDeclaredMethod("any", String[].class).isVarArgs()).isTrue();
    assertThat(Account.class.getDeclaredMethod("deposit", int.class).getParameters()[0].getName())
        .isEqualTo("amount");
  }

  @Test
  void stackTraceHasTheLineOfTheBody() {
    Attributes object = new Attributes();

    StackTraceElement[] trace = new StackTraceElement[0];
    try {
      object.mandatory();
    } catch (NoTransactionException e) {
      trace = e.getStackTrace();
    }

    assertThat(trace)
        .filteredOn(frame -> frame.getMethodName().equals("mandatory"))
        .hasSize(1)
        .allMatch(frame -> frame.getLineNumber() > 0);
  }

  /** Two accounts whose sum stays what it is. */
  static class Bank {
    final Ref<Integer> one = Ref.of(1000);
    final Ref<Integer> other = Ref.of(0);

    @Dosync
    private void move(int amount) {
      one.alter(n -> n - amount);
      other.alter(n -> n + amount);
    }

    @Dosync
    int sum() {
      return one.deref() + other.deref();
    }
  }

  @DosyncTest(retries = 0)
  @Test
  void eightThreadsKeepTheSum() throws Exception {
    Bank bank = new Bank();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> sums =
          IntStream.range(0, 8)
              .mapToObj(thread -> threads.submit(() -> moveAndLook(bank, thread)))
              .toList();
      for (Future<Boolean> sum : sums) {
        assertThat(sum.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(bank.other.deref()).isEqualTo(250 * IntStream.range(0, 8).sum());
    assertThat(Probe.commits("Bank.move")).isEqualTo(8 * 250);
  }

  private static boolean moveAndLook(Bank bank, int amount) {
    boolean kept = true;
    for (int i = 0; i < 250; i++) {
      bank.move(amount);
      kept &= bank.sum() == 1000;
    }
    return kept;
  }
}
