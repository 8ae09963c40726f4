package org.dosync.examples.reservation.load;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Books that are wrong in each of the ways that matter are found out. */
class BooksCheckTest {

  private static final String SEAT = "{\"flight\":\"AU101\",\"seat\":\"1A\"%s}";

  private static String seat(String itinerary, String state) {
    return SEAT.formatted(",\"itinerary\":\"" + itinerary + "\",\"state\":\"" + state + "\"");
  }

  private static String itinerary(String id, String status) {
    return "{\"id\":\"%s\",\"status\":\"%s\",\"legs\":[%s]}"
        .formatted(id, status, SEAT.formatted(""));
  }

  private static List<String> violations(
      String seats, String itineraries, String confirmations, Set<String> booked) {
    String books =
        "{\"seats\":[%s],\"itineraries\":[%s],\"confirmations\":[%s]}"
            .formatted(seats, itineraries, confirmations);
    JsonObject json = Json.createReader(new StringReader(books)).readObject();
    return BooksCheck.violations(json, booked);
  }

  @Test
  void rightBooksAreRight() {
    assertThat(violations(seat("i", "BOOKED"), itinerary("i", "BOOKED"), "\"i\"", Set.of("i")))
        .isEmpty();
  }

  @Test
  void aSeatThatIsSoldTwice() {
    assertThat(
            violations(
                seat("i", "BOOKED"),
                itinerary("i", "BOOKED") + "," + itinerary("k", "HELD"),
                "\"i\"",
                Set.of()))
        .anyMatch(violation -> violation.startsWith("Seat AU101/1A is sold twice"));
  }

  @Test
  void anItineraryThatIsHalfBooked() {
    assertThat(violations(seat("i", "HELD"), itinerary("i", "BOOKED"), "\"i\"", Set.of()))
        .anyMatch(violation -> violation.startsWith("Itinerary i is BOOKED by half"));
  }

  @Test
  void aSeatThatNobodyHas() {
    assertThat(violations(seat("i", "HELD"), "", "", Set.of()))
        .containsExactly("Seat AU101/1A is taken by i HELD, which there is not");
  }

  @Test
  void aConfirmationThatIsMissingOrOneTooMuch() {
    String seat = seat("i", "BOOKED");
    String booking = itinerary("i", "BOOKED");
    assertThat(violations(seat, booking, "", Set.of()))
        .containsExactly("Itinerary i is BOOKED, with 0 confirmations");
    assertThat(violations(seat, booking, "\"i\",\"i\"", Set.of()))
        .containsExactly("Itinerary i is BOOKED, with 2 confirmations");
    assertThat(violations(seat, booking, "\"i\",\"k\"", Set.of()))
        .containsExactly("A confirmation was sent for k, which there is not");
    assertThat(violations(seat("i", "HELD"), itinerary("i", "HELD"), "\"i\"", Set.of()))
        .containsExactly("Itinerary i is HELD, with 1 confirmations");
  }

  @Test
  void aBookingThatAClientWasToldOfAndIsNot() {
    assertThat(violations("", "", "", Set.of("i")))
        .containsExactly("A client was told that i is booked: it is not");
  }
}
