package org.dosync.examples.woven;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Eight threads move money between two accounts, back and forth, and look at the sum. */
public final class Main {

  private static final int THREADS = 8;
  private static final int TRANSFERS = 1000;

  private Main() {}

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Account alice = new Account();
    Account bob = new Account();

    CompletableFuture<?>[] threads =
        IntStream.range(0, THREADS)
            .mapToObj(thread -> CompletableFuture.runAsync(() -> move(alice, bob)))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(threads).join();

    System.out.println("Transfers: " + THREADS * TRANSFERS);
    System.out.println("Alice and Bob have " + Account.sum(alice, bob));
    try {
      Account.transfer(alice, bob, 1000);
    } catch (IllegalStateException e) {
      System.out.println("Refused: " + e.getMessage());
    }
    System.out.println("Alice and Bob have " + Account.sum(alice, bob));
  }

  private static void move(Account one, Account other) {
    for (int i = 0; i < TRANSFERS; i++) {
      Account.transfer(i % 2 == 0 ? one : other, i % 2 == 0 ? other : one, 1);
      if (Account.sum(one, other) != 200) {
        throw new AssertionError("a sum that never was");
      }
    }
  }
}
