package org.dosync.probe;

import java.io.File;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/** A part of an application that shares its JVM with others. */
public final class Tenant {

  private Tenant() {}

  /**
   * A transaction that runs something, and then has an effect itself.
   *
   * @param before may be another application's
   * @return whether the effect was refused by the Dosync of this application
   */
  public static String act(Runnable before) {
    try {
      Transaction.dosync(
          () -> {
            before.run();
            new File("\0").setReadOnly();
          });
      return "not seen";
    } catch (SideEffectInTransactionException e) {
      return "refused " + e.effect();
    }
  }
}
