package org.dosync;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The operations of an atom are linearizable. Small numbers, which are one object each. */
@Param(name = "value", gen = IntGen.class, conf = "0:3")
public class AtomLincheck {

  private final Atom<Integer> atom = Atom.of(0);

  @Operation
  public int deref() {
    return atom.deref();
  }

  @Operation
  public int swap(@Param(name = "value") int value) {
    return atom.swap(n -> n * 2 + value);
  }

  @Operation
  public String swapVals(@Param(name = "value") int value) {
    return atom.swapVals(n -> n * 2 + value).toString();
  }

  @Operation
  public int reset(@Param(name = "value") int value) {
    return atom.reset(value);
  }

  @Operation
  public String resetVals(@Param(name = "value") int value) {
    return atom.resetVals(value).toString();
  }

  @Operation
  public boolean compareAndSet(
      @Param(name = "value") int expected, @Param(name = "value") int newValue) {
    return atom.compareAndSet(expected, newValue);
  }

  @Operation
  public boolean compareAndSetEquals(
      @Param(name = "value") int expected, @Param(name = "value") int newValue) {
    return atom.compareAndSetEquals(expected, newValue);
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().checkObstructionFreedom(true).check(AtomLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(AtomLincheck.class);
  }
}
