package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dosync.Propagation;
import org.dosync.Ref;
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
