package org.dosync;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Transactions over one ref, each as one operation, are linearizable. */
@Param(name = "value", gen = IntGen.class, conf = "0:3")
public class RefLincheck {

  private final Ref<Integer> ref = Ref.of(0);

  @Operation
  public int derefOutside() {
    return ref.deref();
  }

  @Operation
  public int deref() {
    return Transaction.dosync(ref::deref);
  }

  @Operation
  public int derefReadOnly() {
    return Transaction.options().readOnly(true).dosync(ref::deref);
  }

  @Operation
  public int set(@Param(name = "value") int value) {
    return Transaction.dosync(() -> ref.set(value));
  }

  @Operation
  public int alter(@Param(name = "value") int value) {
    return Transaction.dosync(() -> ref.alter(n -> n * 2 + value));
  }

  @Operation
  public int alterSnapshot(@Param(name = "value") int value) {
    return Transaction.options()
        .isolation(Isolation.SNAPSHOT)
        .dosync(() -> ref.alter(n -> n * 2 + value));
  }

  @Operation
  public void commute(@Param(name = "value") int value) {
    Transaction.dosync(() -> ref.commute(n -> n * 2 + value));
  }

  @Operation
  public boolean checkThenSet(
      @Param(name = "value") int expected, @Param(name = "value") int newValue) {
    return Transaction.dosync(
        () -> {
          boolean found = ref.deref() == expected;
          if (found) {
            ref.set(newValue);
          }
          return found;
        });
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().check(RefLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(RefLincheck.class);
  }
}
