package org.dosync.examples.guarded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import org.dosync.cdi.DosyncExtension;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

/** A bean that a retry harms, and the mend. */
class BookingsTest {

  @Test
  void theTestFindsWhatARetryHarms() throws IOException {
    String message = Failed.message(OneBooking.class);

    assertThat(message).contains("Bookings.guests", "its result");
    assertThat(OnPage.text()).contains(message);
  }

  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  static class OneMendedBooking {

    @Inject MendedBookings bookings;

    @Test
    void aGuestIsBooked() {
      assertThat(bookings.book("17", "Bob")).isEqualTo("booking 17");
      assertThat(bookings.seats()).isEqualTo(9);
    }
  }

  @Test
  void theMendedBeanPasses() {
    assertThat(Failed.message(OneMendedBooking.class)).isEqualTo("nothing failed");
  }
}
