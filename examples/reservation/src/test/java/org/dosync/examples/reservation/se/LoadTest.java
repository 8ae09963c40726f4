package org.dosync.examples.reservation.se;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dosync.examples.reservation.load.Load;
import org.dosync.examples.reservation.load.Progress;
import org.dosync.examples.reservation.load.RequestFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A part of the shipped file; README's command replays all of it. */
@Tag("once") // it takes half a minute; in servers the load runs on the second JDK too
@Timeout(300)
class LoadTest {

  @TempDir Path directory;

  @Test
  void sixtyFourClientsLeaveTheBooksRight() throws Exception {
    RequestFile part =
        new RequestFile(RequestFile.shipped().requests().subList(0, 5_000), List.of());
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (ReservationServer server = ReservationServer.start(0)) {
      Load load = new Load(server.address(), part);
      load.run(64, new Progress(new PrintStream(shown, true, StandardCharsets.UTF_8), false));
      JsonObject books = load.books();
      assertThat(load.violations(books)).isEmpty();
      assertThat(load.booked().size() + load.refused() + load.cancelled() + load.left())
          .isEqualTo(5_000);
      assertThat(load.booked()).hasSizeGreaterThan(1_000);
      assertThat(books.getJsonObject("counts").getInt("oversold")).isZero();
      assertThat(books.getJsonObject("counts").getInt("confirmations"))
          .isEqualTo(load.booked().size());
    }
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("5,000 of 5,000 requests");
  }

  @Test
  void requestsOfOneSeatAreRefusedButOne() throws Exception {
    Path file = directory.resolve("requests.csv");
    Files.writeString(
        file, "passenger,fare,legs,then\n" + "Ada,full,AU101/1A,confirm\n".repeat(200));
    try (ReservationServer server = ReservationServer.start(0)) {
      Load load = new Load(server.address(), RequestFile.read(file));
      load.run(64, new Progress(new PrintStream(new ByteArrayOutputStream()), true));
      assertThat(load.violations(load.books())).isEmpty();
      assertThat(load.booked()).hasSize(1);
      assertThat(load.refused()).isEqualTo(199);
    }
  }
}
