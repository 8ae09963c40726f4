package org.dosync.examples.reservation;

import static java.lang.System.Logger.Level.INFO;
import static org.dosync.examples.reservation.Refusal.Reason.IMPOSSIBLE;
import static org.dosync.examples.reservation.Refusal.Reason.SALES_CLOSED;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dosync.Atom;
import org.dosync.SchedulerClock;
import org.dosync.cdi.Every;
import org.dosync.cdi.Shared;

/**
 * What the passengers see of the reservation system. It takes ids and times before a transaction
 * begins, which may run several times.
 */
@ApplicationScoped
public class Office {

  private static final System.Logger LOGGER = System.getLogger(Office.class.getPackageName());

  @Inject
  @Shared(value = "sales", initial = "open")
  Atom<Sales> sales;

  @PostConstruct
  void sayWhy() {
    sales.setValidator(Sales::isExplained);
  }

  @Inject
  @Shared(value = "hold-time", initial = "{reservation.hold:PT2M}")
  Atom<Duration> holdTime;

  @Inject Desk desk;
  @Inject Tally tally;
  @Inject Timetable timetable;
  @Inject Confirmations confirmations;
  @Inject AirlineNotices notices;
  @Inject Instance<SchedulerClock> clock; // a test has one

  /**
   * Holds all the seats for a while, or none.
   *
   * @throws Refusal if one is not to be had
   */
  public Itinerary hold(String passenger, Fare fare, List<Place> legs) {
    return tally.count(
        () -> {
          requireOpen();
          requireOneWay(legs);
          return desk.hold(
              new Itinerary(
                  UUID.randomUUID().toString(),
                  passenger,
                  fare,
                  List.copyOf(legs),
                  Itinerary.Status.HELD,
                  now().plus(holdTime.deref())));
        });
  }

  private void requireOpen() {
    Sales now = sales.deref();
    if (!now.open()) {
      throw new Refusal(SALES_CLOSED, "No seats are sold now: " + now.reason());
    }
  }

  /** Each leg starts where the one before ends; so no seat is there twice. */
  private void requireOneWay(List<Place> legs) {
    for (int i = 0; i < legs.size(); i++) {
      Flight flight = timetable.flight(legs.get(i).flight());
      if (i > 0) {
        requireConnection(timetable.flight(legs.get(i - 1).flight()), flight);
      }
    }
    if (new HashSet<>(legs).size() < legs.size()) {
      throw new Refusal(IMPOSSIBLE, "The itinerary names a seat twice: " + legs);
    }
  }

  private static void requireConnection(Flight first, Flight next) {
    if (!first.to().equals(next.from())) {
      throw new Refusal(
          IMPOSSIBLE,
          "Flight %s ends in %s, and %s starts in %s. Each leg starts where the one before ends"
              .formatted(first.number(), first.to(), next.number(), next.from()));
    }
  }

  /**
   * Makes a hold a booking. One that is a booking already stays one: passengers get one
   * confirmation.
   *
   * @throws Refusal if there is no such hold, or its time is over
   */
  public Itinerary confirm(String id) {
    return tally.count(() -> desk.confirm(id, now()));
  }

  /**
   * Releases a hold.
   *
   * @throws Refusal if there is none, or it is a booking
   */
  public void cancel(String id) {
    tally.count(
        () -> {
          desk.cancel(id);
          return id;
        });
  }

  public Itinerary look(String id) {
    return desk.look(id);
  }

  /** A transaction for each hold, so that a confirmation waits for no other's. */
  @Every("{reservation.sweep:1s}")
  void sweep() {
    release(now());
  }

  private int release(Instant now) {
    List<String> over = desk.over(now);
    return (int) over.stream().filter(id -> tally.count(() -> desk.expire(id, now))).count();
  }

  public Sales sales() {
    return sales.deref();
  }

  /**
   * Opens or closes the sales.
   *
   * @throws org.dosync.InvalidStateException if they are closed without a reason
   */
  public void setSales(Sales next) {
    sales.reset(next);
  }

  public List<Flight> flights() {
    return timetable.flights();
  }

  public Books books() {
    return desk.books();
  }

  /** The ids of the itineraries for which a confirmation was sent, in that order. */
  public List<String> confirmations() {
    return confirmations.sent();
  }

  public Map<String, Long> notices() {
    return notices.told();
  }

  public double triesPerTransaction() {
    return tally.triesPerTransaction();
  }

  public Map<String, Long> refusals() {
    return tally.refusals();
  }

  /**
   * Sells nothing more, and releases what is held. Bookings stay.
   *
   * @return how many holds were released
   */
  public int close() {
    sales.reset(new Sales(false, "the office is closing"));
    return release(Instant.MAX);
  }

  void close(@Observes @BeforeDestroyed(ApplicationScoped.class) Object endOfApplication) {
    int released = close();
    LOGGER.log(
        INFO,
        "The office is closed: {0} bookings, {1} confirmations, {2} holds released",
        books().booked(),
        confirmations().size(),
        released);
  }

  private Instant now() {
    return clock.isUnsatisfied() ? Instant.now() : clock.get().instant();
  }
}
