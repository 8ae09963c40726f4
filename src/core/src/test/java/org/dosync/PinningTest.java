package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On virtual threads nothing of ours pins the thread below: as the flight recorder sees it. */
@Timeout(120)
class PinningTest {

  private static final String PINNED = "jdk.VirtualThreadPinned";

  @TempDir private Path directory;

  @BeforeEach
  void needsVirtualThreads() {
    assumeTrue(
        Runtime.version().feature() >= 21, "No virtual threads before Java 21: nothing to pin");
  }

  @FunctionalInterface
  private interface Play {
    void run() throws Exception;
  }

  private List<RecordedEvent> pinnedDuring(Play play) throws Exception {
    Path file = directory.resolve("pinned.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      play.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(PINNED))
        .toList();
  }

  @Test
  void agentsFuturesPromisesAndRefsPinNoThread() throws Exception {
    // Whoever waits for a class to be initialized or linked is pinned by the JVM; events are
    // classes too.
    pinnedDuring(PinningTest::useAll);

    List<RecordedEvent> seen = pinnedDuring(PinningTest::useAll);

    assertThat(seen).isEmpty();
  }

  private static void useAll() {
    Ref<Integer> ref = Ref.of(0);
    Atom<Integer> atom = Atom.of(0);
    Agent<Integer> narrow = Agent.builder(0).capacity(4).overflow(Overflow.BLOCK).build();
    Agent<Integer> blocking = Agent.of(0);
    Delay<Integer> delay = Delay.of(() -> ref.deref() + 1);
    Promise<Integer> start = new Promise<>();
    List<Promise<Integer>> futures = new ArrayList<>();
    int count = 1_000;
    for (int i = 0; i < count; i++) {
      futures.add(
          Futures.future(
              () -> {
                start.deref();
                delay.deref();
                Transaction.dosync(
                    () -> {
                      ref.alter(n -> n + 1);
                      blocking.sendOff(n -> n + atom.deref() * 0 + 1);
                    });
                atom.swap(n -> n + 1);
                narrow.send(n -> n + 1);
                Integer state = blocking.submitOff(n -> n + 1).deref();
                Agent.await(narrow);
                return state;
              }));
    }
    start.deliver(1);
    futures.forEach(Promise::deref);
    assertThat(ref.deref()).isEqualTo(count);
    assertThat(narrow.deref()).isEqualTo(count);
    assertThat(blocking.deref()).isEqualTo(2 * count);
  }
}
