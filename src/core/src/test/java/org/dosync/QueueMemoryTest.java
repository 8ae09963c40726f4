package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A long queue takes as much memory as the documents say. */
@Timeout(60)
class QueueMemoryTest {

  private static final int ACTIONS = 1_000_000;

  private final ThreadMXBean memory =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  @Test
  void millionQueuedActionsTakeAtMostFortyEightBytesEach() {
    Agent<Integer> agent = Agent.builder(0).overflow(Overflow.UNBOUNDED).build();
    Action<Integer> increment = n -> n + 1;
    Gate gate = new Gate();
    agent.sendOff(
        n -> {
          gate.pass();
          return n;
        });
    gate.awaitArrival();

    long before = memory.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ACTIONS; i++) {
      agent.send(increment);
    }
    long bytes = memory.getCurrentThreadAllocatedBytes() - before;
    gate.open();
    Agent.await(agent);

    assertThat(agent.deref()).isEqualTo(ACTIONS);
    assertThat(bytes / ACTIONS).isBetween(8L, 48L);
  }
}
