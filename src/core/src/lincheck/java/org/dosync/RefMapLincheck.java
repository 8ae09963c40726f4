package org.dosync;

import java.util.List;
import org.dosync.collections.RefMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Operations of one map are linearizable, those on all of its keys too. */
@Param(name = "key", gen = IntGen.class, conf = "0:3")
@Param(name = "value", gen = IntGen.class, conf = "0:3")
public class RefMapLincheck {

  /** In one chain, until that becomes a branch. */
  private static final int STEP = 16;

  private final RefMap<Integer, Integer> map = new RefMap<>();

  public RefMapLincheck() {
    for (int i = 4; i < 8; i++) {
      map.put(i * STEP, i);
    }
  }

  @Operation
  public Integer get(@Param(name = "key") int key) {
    return map.get(key * STEP);
  }

  @Operation
  public Integer put(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.put(key * STEP, value);
  }

  @Operation
  public Integer remove(@Param(name = "key") int key) {
    return map.remove(key * STEP);
  }

  @Operation
  public Integer merge(@Param(name = "key") int key, @Param(name = "value") int value) {
    return map.merge(key * STEP, value, Integer::sum);
  }

  @Operation
  public int size() {
    return map.size();
  }

  @Operation
  public List<Integer> values() {
    return map.snapshot().values().stream().sorted().toList();
  }

  @Operation
  public void clear() {
    map.clear();
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().check(RefMapLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(RefMapLincheck.class);
  }
}
