package org.dosync.examples.reservation.load;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.dosync.examples.reservation.Fare;
import org.dosync.examples.reservation.Flight;
import org.dosync.examples.reservation.Place;
import org.dosync.examples.reservation.Timetable;
import org.dosync.examples.reservation.load.BookingRequest.Then;

/**
 * Made the file that is shipped: {@code RequestGenerator requests.csv 50000 2009}. The same seed
 * gives the same file.
 *
 * <p>One leg in half of the requests, two in a third, else three, each from where the one before
 * ends; flights and seats evenly chosen, so that there are about four requests for each seat; four
 * of ten at the saver fare. Of twenty passengers one cancels, and one leaves the hold to expire.
 */
public final class RequestGenerator {

  private static final List<String> FIRST =
      List.of(
          "Ada", "Bob", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jo", "Kim", "Lea");
  private static final List<String> LAST =
      List.of("Abel", "Bohr", "Curie", "Dirac", "Euler", "Fano", "Gauss", "Hilbert", "Ito", "Jung");

  private final SplittableRandom random;
  private final List<Flight> flights = new Timetable().flights();

  RequestGenerator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes a file.
   *
   * @param args its name, the number of requests, and the seed
   */
  public static void main(String[] args) throws IOException {
    RequestGenerator generator = new RequestGenerator(Long.parseLong(args[2]));
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[0])))) {
      generator.write(Integer.parseInt(args[1]), out);
    }
  }

  void write(int count, PrintWriter out) {
    out.print(RequestFile.HEADER + "\n");
    for (int i = 0; i < count; i++) {
      out.print(row() + "\n");
    }
  }

  private String row() {
    String passenger = any(FIRST) + " " + any(LAST);
    Fare fare = random.nextInt(10) < 4 ? Fare.SAVER : Fare.FULL;
    String legs = legs().stream().map(Place::toString).collect(joining(" "));
    return String.join(",", passenger, lower(fare), legs, lower(then()));
  }

  private List<Place> legs() {
    List<Place> legs = new ArrayList<>();
    Flight flight = any(flights);
    legs.add(any(flight.places()));
    for (int more = random.nextInt(6); more > 2 && legs.size() < (more == 5 ? 3 : 2); ) {
      String from = flight.to();
      flight = any(flights.stream().filter(next -> next.from().equals(from)).toList());
      legs.add(any(flight.places()));
    }
    return legs;
  }

  private Then then() {
    return switch (random.nextInt(20)) {
      case 0 -> Then.CANCEL;
      case 1 -> Then.LEAVE;
      default -> Then.CONFIRM;
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
