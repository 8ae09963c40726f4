package org.dosync.probe;

import java.io.File;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.guard.Guard;

/** Has the same effect three times, and asks the guard. */
public final class StatusOfTheGuard {

  private StatusOfTheGuard() {}

  public static void main(String[] arguments) {
    System.out.println(
        "before: "
            + !Guard.status().installed()
            + " "
            + Guard.status().unseen().stream()
                .filter(name -> !name.contains("RandomAccessFile"))
                .toList());
    for (int i = 0; i < 3; i++) {
      try {
        Transaction.dosync(() -> new File("\0").setReadOnly());
      } catch (SideEffectInTransactionException e) {
        continue;
      }
    }
    Guard.Status status = Guard.status();
    System.out.println("how: " + status.how());
    System.out.println("missing: " + status.missing());
    System.out.println("guarded: " + status.guarded());
    status.counts().forEach((place, count) -> System.out.println("count: " + place + "=" + count));
  }
}
