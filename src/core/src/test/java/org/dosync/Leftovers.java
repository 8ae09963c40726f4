package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What transactions that are over may not have left behind in the whole process. */
public final class Leftovers {

  private Leftovers() {}

  /** In words; empty if there is nothing. */
  public static List<String> ofTransactions() {
    List<String> left = new ArrayList<>();
    if (Pins.oldest() != Pins.NONE) {
      left.add("a pin that was not released");
    }
    if (isSomebodyFavoured()) {
      left.add("a favour that was not given back");
    }
    if (((Semaphore) secretOfBarge("NEXT")).availablePermits() != 1) {
      left.add("the place to be favoured next that was not given back");
    }
    if (Current.slot().delivering != null) {
      left.add("deliveries of a transaction that this thread takes for its own still");
    }
    return left;
  }

  /** Whether a transaction has lost so often that others wait for it. */
  public static boolean isSomebodyFavoured() {
    return secretOfBarge("favour") != null;
  }

  private static Object secretOfBarge(String field) {
    try {
      var secret = Barge.class.getDeclaredField(field);
      secret.setAccessible(true);
      return secret.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
