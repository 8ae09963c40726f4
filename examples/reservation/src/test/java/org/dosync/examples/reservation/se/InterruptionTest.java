package org.dosync.examples.reservation.se;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dosync.examples.reservation.load.BooksCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is told to end in the middle of its load. */
@Tag("once")
@Timeout(120)
class InterruptionTest {

  private static final int TERMINATED = 128 + 15;

  @TempDir Path directory;

  @Test
  void whatWasConfirmedIsBookedAndWhatWasHeldIsReleased() throws Exception {
    Path file = directory.resolve("books.json");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "-Dreservation.hold=PT10M",
                Main.class.getName(),
                "--books=" + file)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String page = out.readLine();
      assertThat(page).startsWith("The page is at http://127.0.0.1:");
      assertThat(out.readLine()).endsWith("of 50,000 requests");
      process.toHandle().destroy(); // SIGTERM; the streams stay open
      List<String> report = out.lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      assertThat(report).noneMatch(line -> line.contains("\tat ") || line.contains("Exception"));
      assertThat(report).anyMatch(line -> line.startsWith("interrupted after"));
      assertThat(report).anyMatch(line -> line.startsWith("The books are right"));
      assertBooks(file, report.get(report.size() - 1));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertBooks(Path file, String report) throws Exception {
    JsonObject books = read(file);
    Set<String> booked =
        books.getJsonArray("itineraries").getValuesAs(JsonObject.class).stream()
            .filter(itinerary -> itinerary.getString("status").equals("BOOKED"))
            .map(itinerary -> itinerary.getString("id"))
            .collect(Collectors.toSet());
    assertThat(booked).isNotEmpty();
    assertThat(books.getJsonArray("itineraries")).hasSameSizeAs(booked); // nothing is held
    assertThat(BooksCheck.violations(books, booked)).isEmpty();
    assertThat(report)
        .matches(
            "The server has ended: %,d bookings stand, %<,d confirmations were sent, [1-9][0-9,]* holds were released."
                .formatted(booked.size()));
  }

  private static JsonObject read(Path file) throws Exception {
    try (Reader in = Files.newBufferedReader(file);
        JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    }
  }
}
