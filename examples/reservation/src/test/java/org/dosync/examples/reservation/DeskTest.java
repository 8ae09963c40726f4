package org.dosync.examples.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dosync.InvalidStateException;
import org.dosync.SchedulerClock;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.reservation.Occupancy.State;
import org.dosync.examples.reservation.Refusal.Reason;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each transaction runs twice, and time stands still until a test moves it. */
@DosyncTest(manualClock = true)
@EnableAutoWeld
@AddExtensions(DosyncExtension.class)
@AddBeanClasses({
  Desk.class,
  Seats.class,
  Itineraries.class,
  SaverFares.class,
  Confirmations.class,
  AirlineNotices.class,
  Tally.class,
  Timetable.class,
  DeskTest.Clocks.class
})
@Timeout(60)
class DeskTest {

  @ApplicationScoped
  static class Clocks {
    @Produces
    SchedulerClock clock() {
      return Probe.clock();
    }
  }

  private static final Place ATHENS_BERLIN = new Place("AU101", "1A");
  private static final Place BERLIN_CAIRO = new Place("BO102", "1A");
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Inject Office office;

  private Itinerary hold(Place... legs) {
    return office.hold("Ada", Fare.FULL, List.of(legs));
  }

  private static Reason reasonOf(Callable<?> call) throws Exception {
    try {
      call.call();
      throw new AssertionError("nothing was refused");
    } catch (Refusal refusal) {
      return refusal.reason();
    }
  }

  private State stateOf(Place place) {
    return office.books().seats().get(place).state();
  }

  private void assertBooksAreRight() {
    assertThat(office.books().oversold()).isZero();
    assertThat(office.books().half()).isZero();
  }

  @Test
  void aHoldTakesAllItsSeats() {
    hold(ATHENS_BERLIN, BERLIN_CAIRO);
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.HELD);
    assertThat(stateOf(BERLIN_CAIRO)).isEqualTo(State.HELD);
    assertBooksAreRight();
  }

  @Test
  void anItineraryIsHeldAsAWholeOrNotAtAll() throws Exception {
    hold(BERLIN_CAIRO);
    assertThat(reasonOf(() -> hold(ATHENS_BERLIN, BERLIN_CAIRO))).isEqualTo(Reason.SEAT_TAKEN);
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.FREE);
    assertBooksAreRight();
  }

  @Test
  void aConfirmationIsSentOnceHoweverOftenItIsAskedFor() {
    Itinerary held = hold(ATHENS_BERLIN, BERLIN_CAIRO);
    office.confirm(held.id());
    office.confirm(held.id());
    assertThat(office.confirmations()).containsExactly(held.id());
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.BOOKED);
  }

  @Test
  void airlinesAreToldOfBookedSeats() {
    office.confirm(hold(ATHENS_BERLIN, BERLIN_CAIRO).id());
    Probe.awaitQuiescent();
    assertThat(office.notices()).containsOnly(Map.entry("AU", 1L), Map.entry("BO", 1L));
  }

  @Test
  void aHoldExpiresAndItsSeatsAreFreeAgain() throws Exception {
    Itinerary held = office.hold("Ada", Fare.SAVER, List.of(ATHENS_BERLIN));
    Probe.clock().advance(TWO_MINUTES);
    Probe.awaitQuiescent();
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.FREE);
    assertThat(office.books().saversLeft()).containsEntry("AU101", SaverFares.OF_A_FLIGHT);
    assertThat(reasonOf(() -> office.confirm(held.id()))).isEqualTo(Reason.UNKNOWN);
    assertThat(office.confirmations()).isEmpty();
  }

  @Test
  void aBookingDoesNotExpire() {
    office.confirm(hold(ATHENS_BERLIN).id());
    Probe.clock().advance(TWO_MINUTES.multipliedBy(2));
    Probe.awaitQuiescent();
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.BOOKED);
  }

  @Test
  void aHoldThatIsCancelledIsFree() throws Exception {
    office.cancel(hold(ATHENS_BERLIN).id());
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.FREE);
  }

  @Test
  void aBookingCannotBeCancelled() throws Exception {
    Itinerary booked = office.confirm(hold(ATHENS_BERLIN).id());
    assertThat(
            reasonOf(
                () -> {
                  office.cancel(booked.id());
                  return null;
                }))
        .isEqualTo(Reason.IMPOSSIBLE);
  }

  @Test
  void theSaverFareIsForAThirdOfTheSeats() throws Exception {
    List<Place> places = new Timetable().flight("AU101").places();
    for (Place place : places.subList(0, SaverFares.OF_A_FLIGHT)) {
      office.hold("Ada", Fare.SAVER, List.of(place));
    }
    Place next = places.get(SaverFares.OF_A_FLIGHT);
    assertThat(reasonOf(() -> office.hold("Bob", Fare.SAVER, List.of(next))))
        .isEqualTo(Reason.SAVER_SOLD_OUT);
    assertThat(stateOf(next)).isEqualTo(State.FREE);
    office.hold("Bob", Fare.FULL, List.of(next));
    assertThat(stateOf(next)).isEqualTo(State.HELD);
  }

  @Test
  void legsConnect() throws Exception {
    assertThat(reasonOf(() -> hold(BERLIN_CAIRO, ATHENS_BERLIN))).isEqualTo(Reason.IMPOSSIBLE);
  }

  @Test
  void whatThereIsNotIsRefused() throws Exception {
    assertThat(reasonOf(() -> hold(new Place("XX1", "1A")))).isEqualTo(Reason.UNKNOWN);
    assertThat(reasonOf(() -> hold(new Place("AU101", "31A")))).isEqualTo(Reason.UNKNOWN);
    assertThat(reasonOf(() -> office.confirm("nothing"))).isEqualTo(Reason.UNKNOWN);
  }

  @Test
  void nothingIsSoldWhileTheSalesAreClosed() throws Exception {
    office.setSales(new Sales(false, "stocktaking"));
    assertThat(reasonOf(() -> hold(ATHENS_BERLIN))).isEqualTo(Reason.SALES_CLOSED);
    office.setSales(new Sales(true, ""));
    hold(ATHENS_BERLIN);
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.HELD);
  }

  @Test
  void salesCloseWithAReasonOnly() {
    assertThatThrownBy(() -> office.setSales(new Sales(false, " ")))
        .isInstanceOf(InvalidStateException.class);
    assertThat(office.sales().open()).isTrue();
  }

  @Test
  void theOfficeReleasesWhatIsHeldWhenItCloses() throws Exception {
    office.confirm(hold(ATHENS_BERLIN).id());
    hold(BERLIN_CAIRO);
    assertThat(office.close()).isEqualTo(1);
    assertThat(stateOf(ATHENS_BERLIN)).isEqualTo(State.BOOKED);
    assertThat(stateOf(BERLIN_CAIRO)).isEqualTo(State.FREE);
    assertThat(reasonOf(() -> hold(BERLIN_CAIRO))).isEqualTo(Reason.SALES_CLOSED);
  }

  @Test
  void triesThatAreLostAreCounted() {
    Probe.forceConflicts("Desk.hold", 3);
    hold(ATHENS_BERLIN);
    // the one that committed, the one that @DosyncTest gave up, and three that were lost
    assertThat(office.triesPerTransaction()).isEqualTo(5);
  }

  @Test
  void theLastSeatIsSoldOnce() throws Exception {
    List<Reason> refusals = new ArrayList<>();
    int booked = 0;
    for (Object outcome : atOnce(64, i -> hold(ATHENS_BERLIN))) {
      if (outcome instanceof Refusal refusal) {
        refusals.add(refusal.reason());
      } else {
        booked++;
      }
    }
    assertThat(booked).isEqualTo(1);
    assertThat(refusals).hasSize(63).containsOnly(Reason.SEAT_TAKEN);
    assertBooksAreRight();
  }

  @Test
  void ofTwoItinerariesWithOneLegInCommonOneIsHeldAndTheOtherLeavesNothing() throws Exception {
    for (int seat = 0; seat < 50; seat++) {
      Place first = place("AU101", seat);
      Place shared = place("BO102", seat);
      Place other = place("CI103", seat);
      List<Object> outcomes = atOnce(2, i -> i == 0 ? hold(first, shared) : hold(shared, other));
      assertThat(outcomes).filteredOn(Refusal.class::isInstance).hasSize(1);
      boolean firstWon = outcomes.get(0) instanceof Itinerary;
      assertThat(stateOf(first)).isEqualTo(firstWon ? State.HELD : State.FREE);
      assertThat(stateOf(other)).isEqualTo(firstWon ? State.FREE : State.HELD);
    }
    assertBooksAreRight();
  }

  private static Place place(String flight, int index) {
    return new Timetable().flight(flight).places().get(index);
  }

  @Test
  void aConfirmationAndTheSweepBesideItDoNotBothWin() throws Exception {
    for (int seat = 0; seat < 50; seat++) {
      Itinerary held = hold(place("AU101", seat));
      Probe.clock().advance(TWO_MINUTES.minusNanos(1));
      Probe.awaitQuiescent();
      List<Object> outcomes =
          atOnce(
              2,
              i -> {
                if (i == 0) {
                  return office.confirm(held.id());
                }
                Probe.clock().advance(Duration.ofSeconds(1)); // the hold is over: the sweep runs
                Probe.awaitQuiescent();
                return "swept";
              });
      boolean confirmed = outcomes.get(0) instanceof Itinerary;
      Probe.awaitQuiescent();
      assertThat(stateOf(place("AU101", seat))).isEqualTo(confirmed ? State.BOOKED : State.FREE);
      assertThat(office.confirmations().contains(held.id())).isEqualTo(confirmed);
    }
    assertBooksAreRight();
  }

  private interface Part {
    Object run(int number) throws Exception;
  }

  /** What each returned, or the refusal that it threw. */
  private static List<Object> atOnce(int threads, Part part) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<Object>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  try {
                    return part.run(number);
                  } catch (Refusal refusal) {
                    return refusal;
                  }
                }));
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } finally {
      executor.shutdownNow();
    }
  }
}
