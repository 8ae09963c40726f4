package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Entry.Marker;
import org.dosync.Mailbox.Put;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue by itself, without an agent around it: what is rare there is frequent here. */
@Timeout(60)
class MailboxTest {

  private static final int MANY = 50_000;

  private static final class Bare extends Mailbox {
    Bare(boolean dropping) {
      super(Long.MAX_VALUE, dropping);
    }

    @Override
    void roomMade() {}
  }

  private final Bare mailbox = new Bare(false);

  private static Sent action() {
    return new Sent(Runnable::run, n -> n, null);
  }

  @Test
  void anActionThatTakesItsReservedPlaceIsStillOne() {
    assertThat(mailbox.reserve()).isTrue();
    assertThat(mailbox.size()).isEqualTo(1);

    assertThat(mailbox.putReserved(action())).isEqualTo(Put.FIRST);

    assertThat(mailbox.size()).isEqualTo(1);
    assertThat(mailbox.unhandled()).isEqualTo(1);
  }

  @Test
  void anOwnerDoesNotRestWhileSomethingIsLeft() {
    mailbox.put(action());
    assertThat(mailbox.rest()).isFalse();
    assertThat(mailbox.put(action())).isEqualTo(Put.QUEUED);

    mailbox.take();
    assertThat(mailbox.rest()).isFalse();

    mailbox.take();
    assertThat(mailbox.rest()).isTrue();
    assertThat(mailbox.put(action())).isEqualTo(Put.FIRST);
  }

  @Test
  void placesReservedAtTheSameTimeCountOneByOne() {
    Threads.together(2, index -> () -> repeat(() -> assertThat(mailbox.reserve()).isTrue()));
    assertThat(mailbox.size()).isEqualTo(2 * MANY);

    Threads.together(2, index -> () -> repeat(mailbox::unreserve));
    assertThat(mailbox.size()).isZero();
  }

  private static void repeat(Runnable step) {
    for (int i = 0; i < MANY; i++) {
      step.run();
    }
  }

  /** Else a failure would leave promises undone, because a sender drops meanwhile. */
  @Test
  void whoeverIsToldOfAFailureIsToldAlthoughTheOldestIsDropped() {
    Bare mailbox = new Bare(true);
    for (int i = 0; i < 3; i++) {
      mailbox.put(new Sent(Runnable::run, n -> n, new Promise<>()));
    }
    var waiting = mailbox.waiting();

    mailbox.dropOldest();

    assertThat(Owed.claim(waiting)).hasSize(3);
  }

  /** Else whoever waits would wait for ever. */
  @Test
  void aMarkerPutInBesideSendersIsThere() {
    mailbox.put(action());
    Set<Marker> waitedFor = ConcurrentHashMap.newKeySet();
    Threads.together(
        2,
        index ->
            () ->
                repeat(
                    () -> {
                      if (index == 0) {
                        mailbox.put(action());
                      } else {
                        waitedFor.add(mailbox.putBehindOthers(new Marker(new Promise<>())));
                      }
                    }));

    Set<Entry> there = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Entry entry = mailbox.take(); entry != null; entry = mailbox.take()) {
      there.add(entry);
    }
    assertThat(there.containsAll(waitedFor)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachActionIsHandledOrDroppedOnceHoweverOftenTheOwnerRests(boolean dropping) {
    Bare mailbox = new Bare(dropping);
    AtomicInteger seen = new AtomicInteger();
    Threads.together(
        2,
        index ->
            () ->
                repeat(
                    () -> {
                      Put put = mailbox.put(action());
                      if (put == Put.FIRST) {
                        handleAll(mailbox, seen);
                      } else if (dropping && mailbox.dropOldest() != null) {
                        seen.incrementAndGet();
                      }
                    }));

    assertThat(seen).hasValue(2 * MANY);
    assertThat(mailbox.unhandled()).isZero();
  }

  private static void handleAll(Bare mailbox, AtomicInteger seen) {
    do {
      for (Entry next = mailbox.take(); next != null; next = mailbox.take()) {
        seen.incrementAndGet();
        mailbox.finished();
      }
    } while (!mailbox.rest());
  }
}
