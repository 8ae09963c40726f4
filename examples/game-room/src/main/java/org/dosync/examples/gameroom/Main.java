package org.dosync.examples.gameroom;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dosync.Promise;

/** Two rooms, three players, one of whom has a bad line. */
public final class Main {

  private static final int A_WHILE = 10;

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING); // not how the container starts
    try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
      play(container.select(Player.class).get(), container.select(Room.class).get());
    }
  }

  private static void play(Player players, Room rooms) throws InterruptedException {
    Promise<Frame> alice = new Promise<>();
    Promise<Frame> carol = new Promise<>();
    BlockingQueue<Frame> bob = new LinkedBlockingQueue<>();
    Promise<String> mended = new Promise<>();
    players.connect("Alice", frame -> deliverLater(alice, frame));
    players.connect("Carol", frame -> deliverLater(carol, frame));
    players.connect(
        "Bob",
        frame -> {
          mended.deref();
          bob.add(frame);
        });

    rooms.move("cave", "Alice", 3);
    rooms.move("cave", "Bob", 1);
    rooms.move("tower", "Carol", 7);

    System.out.println("Alice in the cave sees tick " + alice.deref().tick());
    System.out.println("Carol in the tower sees tick " + carol.deref().tick());
    System.out.println("Bob's line hangs: he has missed " + rooms.missed("cave") + " ticks");
    mended.deliver("at last");
    System.out.println("Bob's line is back: tick " + bob.take().tick());
    System.out.println("The next he sees:   tick " + bob.take().tick());
  }

  private static void deliverLater(Promise<Frame> promise, Frame frame) {
    if (frame.tick() >= A_WHILE) {
      promise.deliver(frame);
    }
  }
}
