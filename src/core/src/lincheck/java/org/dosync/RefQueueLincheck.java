package org.dosync;

import java.util.List;
import org.dosync.collections.RefQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Operations of one queue are linearizable. */
@Param(name = "element", gen = IntGen.class, conf = "0:9")
public class RefQueueLincheck {

  private final RefQueue<Integer> queue = new RefQueue<>();

  @Operation
  public boolean offer(@Param(name = "element") int element) {
    return queue.offer(element);
  }

  @Operation
  public Integer poll() {
    return queue.poll();
  }

  @Operation
  public Integer peek() {
    return queue.peek();
  }

  @Operation
  public List<Integer> snapshot() {
    return queue.snapshot();
  }

  @Operation
  public int size() {
    return queue.size();
  }

  @Test
  void inAllInterleavings() {
    Linearizable.inAllInterleavings().check(RefQueueLincheck.class);
  }

  @Test
  void underStress() {
    Linearizable.underStress().check(RefQueueLincheck.class);
  }
}
