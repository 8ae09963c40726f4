package org.dosync.examples.woven;

import org.dosync.Ref;
import org.dosync.cdi.Dosync;

// tag::account[]
/** A plain class: no container makes its objects, and its transactions are private and static. */
final class Account {

  private final Ref<Integer> balance = Ref.of(100);

  @Dosync
  static void transfer(Account from, Account to, int amount) {
    from.change(-amount);
    to.change(amount);
  }

  @Dosync
  static int sum(Account one, Account other) {
    return one.balance.deref() + other.balance.deref();
  }

  @Dosync
  private void change(int amount) {
    if (balance.deref() + amount < 0) {
      throw new IllegalStateException("only " + balance.deref() + " left");
    }
    balance.alter(b -> b + amount);
  }
}
// end::account[]
