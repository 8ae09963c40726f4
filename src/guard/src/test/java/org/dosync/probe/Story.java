package org.dosync.probe;

import java.io.File;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/** An application: changes a ref, has an effect of each policy, and prints what came of it. */
public final class Story {

  private Story() {}

  public static void main(String[] arguments) {
    Ref<Integer> ref = Ref.of(1);
    Transaction.dosync(() -> System.out.println("in the transaction"));
    System.out.println("made: " + outcome(() -> new File(arguments[0], "made").mkdir(), ref));
    System.out.println("ref: " + ref.deref());
    System.out.println("guard: " + isGuarded());
  }

  private static String outcome(Runnable effect, Ref<Integer> ref) {
    try {
      Transaction.options()
          .name("story")
          .dosync(
              () -> {
                ref.set(2);
                effect.run();
              });
      return "yes";
    } catch (SideEffectInTransactionException e) {
      return e.getMessage();
    }
  }

  private static boolean isGuarded() {
    try {
      Class.forName("java.lang.DosyncGuard", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
