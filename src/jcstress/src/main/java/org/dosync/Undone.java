package org.dosync;

import java.util.function.IntSupplier;

/** A nested transaction that is always undone. */
final class Undone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Undone INSTANCE = new Undone();

  private Undone() {
    super(null, null, false, false);
  }

  /** What a body returned before it was undone. */
  static int thrown(IntSupplier body) {
    int[] result = new int[1];
    try {
      Transaction.dosync(
          () -> {
            result[0] = body.getAsInt();
            throw INSTANCE;
          });
    } catch (Undone expected) {
      return result[0];
    }
    throw new IllegalStateException("A nested transaction has swallowed what was thrown");
  }
}
