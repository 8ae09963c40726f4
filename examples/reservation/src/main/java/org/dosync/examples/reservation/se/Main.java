package org.dosync.examples.reservation.se;

import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.dosync.examples.reservation.load.Load;
import org.dosync.examples.reservation.load.Progress;
import org.dosync.examples.reservation.load.RequestFile;
import org.dosync.examples.reservation.rest.BooksView;

/**
 * The reservation system in Weld SE, with its load: prints where the page is, replays the requests,
 * and checks the books. Exit code 1 if they are wrong. Ctrl-C ends it in order.
 */
public final class Main {

  private static final PrintStream OUT = System.out;

  private final Options options;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Main(Options options) {
    this.options = options;
  }

  /**
   * Runs it.
   *
   * @param args {@link Options#USAGE}
   */
  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + System.lineSeparator() + Options.USAGE);
      System.exit(2);
      return;
    }
    if (!new Main(options).run()) {
      System.exit(1);
    }
  }

  private boolean run() throws IOException, InterruptedException {
    if (System.getProperty("reservation.hold") == null) {
      System.setProperty("reservation.hold", "PT5S"); // so that some expire during the load
    }
    Thread atEnd = new Thread(this::endInOrder, "end-in-order");
    Runtime.getRuntime().addShutdownHook(atEnd);
    try {
      boolean right = serve();
      if (!isInterrupted()) {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        return right;
      }
      return true; // the exit code is that of the signal
    } finally {
      ended.countDown();
    }
  }

  /** The JVM ends when this returns: so not before all is in order. */
  private void endInOrder() {
    interrupted.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isInterrupted() {
    return interrupted.getCount() == 0;
  }

  private boolean serve() throws IOException, InterruptedException {
    try (ReservationServer server = ReservationServer.start(options.port())) {
      OUT.println("The page is at " + server.address());
      boolean right = options.load() ? load(server.address()) : serveUntilInterrupted();
      end(server);
      return right;
    }
  }

  private boolean serveUntilInterrupted() throws InterruptedException {
    OUT.println("Ctrl-C ends it");
    interrupted.await();
    return true;
  }

  private boolean load(URI page) throws IOException, InterruptedException {
    RequestFile file =
        options.file().isPresent() ? RequestFile.read(options.file().get()) : RequestFile.shipped();
    file.errors().forEach(OUT::println);
    Load load = new Load(page, file);
    Thread stopper = new Thread(() -> stopWhenInterrupted(load), "stopper");
    stopper.setDaemon(true);
    stopper.start();
    long start = System.nanoTime();
    load.run(options.clients(), new Progress(OUT, Progress.isTerminal()));
    double seconds = (System.nanoTime() - start) / 1e9;
    stopper.interrupt();
    JsonObject books = load.books();
    List<String> violations = load.violations(books);
    report(load, file, seconds, books.getJsonObject("counts"), violations);
    return violations.isEmpty() && file.errors().isEmpty();
  }

  private void stopWhenInterrupted(Load load) {
    try {
      interrupted.await();
      load.stop();
    } catch (InterruptedException theLoadHasEnded) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(
      Load load, RequestFile file, double seconds, JsonObject counts, List<String> violations) {
    show(isInterrupted() ? "interrupted after" : "requests", load.done());
    show("  malformed rows, left out", file.errors().size());
    OUT.printf(Locale.ROOT, "%-32s %12.1f%n", "seconds", seconds);
    show("booked", load.booked().size());
    show("refused", load.refused());
    show("cancelled", load.cancelled());
    show("left to expire", load.left());
    OUT.printf(
        Locale.ROOT,
        "%-32s %12.4f%n",
        "tries per transaction",
        counts.getJsonNumber("tries").doubleValue());
    show("oversold", counts.getInt("oversold"));
    show("half booked", counts.getInt("half"));
    show("confirmations", counts.getInt("confirmations"));
    violations.forEach(violation -> OUT.println("WRONG: " + violation));
    OUT.println(
        violations.isEmpty()
            ? "The books are right: no seat sold twice, no itinerary half booked, one confirmation for each booking."
            : "The books are WRONG: see above.");
  }

  private static void show(String what, int count) {
    OUT.printf(Locale.ROOT, "%-32s %,12d%n", what, count);
  }

  /** What was confirmed is booked, what was held is released. */
  private void end(ReservationServer server) throws IOException {
    int released = server.stop();
    BooksView books = BooksView.of(server.office());
    if (options.books().isPresent()) {
      Files.writeString(options.books().get(), JsonbBuilder.create().toJson(books));
    }
    OUT.printf(
        Locale.ROOT,
        "The server has ended: %,d bookings stand, %,d confirmations were sent, %,d holds were released.%n",
        books.counts().booked(),
        books.counts().confirmations(),
        released);
  }
}
