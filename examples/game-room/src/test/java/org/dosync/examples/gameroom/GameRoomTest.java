package org.dosync.examples.gameroom;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dosync.Promise;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whoever keeps up sees each tick; whoever does not sees the newest, and holds nobody up. */
class GameRoomTest {

  private static final Duration TICK = Duration.ofMillis(10);

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Nested
  @DosyncTest(manualClock = true)
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({House.class, Room.class, Player.class})
  class Beans {

    @Inject Room rooms;
    @Inject Player players;

    private final BlockingQueue<Frame> alice = new LinkedBlockingQueue<>();
    private final BlockingQueue<Frame> bob = new LinkedBlockingQueue<>();
    private final Promise<String> mended = new Promise<>();

    @Test
    void aTickShowsTheRoomToThoseInIt() throws InterruptedException {
      Probe.awaitQuiescent();
      players.connect("Alice", alice::add);
      players.connect("Bob", bob::add);
      rooms.move("cave", "Alice", 3);
      rooms.move("cave", "Alice", -1);
      rooms.move("tower", "Bob", 7);
      Probe.clock().advance(TICK);

      assertThat(alice.take().places()).isEqualTo(Map.of("Alice", 2));
      assertThat(bob.take().places()).isEqualTo(Map.of("Bob", 7));
    }

    @Test
    void aSlowPlayerHarmsNobodyAndSeesTheNewest() throws InterruptedException {
      Probe.awaitQuiescent();
      players.connect("Alice", alice::add);
      players.connect("Bob", this::sendOnceMended);
      rooms.move("cave", "Alice", 1);
      rooms.move("cave", "Bob", 1);
      for (int tick = 2; tick <= 20; tick++) {
        rooms.tick("cave"); // not by the clock: a job that is not done yet leaves its next run out
        assertThat(alice.take().tick()).isEqualTo(tick);
      }
      assertThat(rooms.missed("cave")).isEqualTo(19 - 3);

      mended.deliver("at last");
      Probe.awaitQuiescent();
      assertThat(bob).hasSize(3).extracting(Frame::tick).endsWith(19, 20);
      assertThat(alice).isEmpty();
    }

    private void sendOnceMended(Frame frame) {
      mended.deref();
      bob.add(frame);
    }
  }
}
