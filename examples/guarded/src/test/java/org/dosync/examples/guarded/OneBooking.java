package org.dosync.examples.guarded;

// tag::test[]
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import org.dosync.cdi.DosyncExtension;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

@DosyncTest
@EnableAutoWeld
@AddExtensions(DosyncExtension.class)
class OneBooking {

  @Inject Bookings bookings;

  @Test
  void aGuestIsBooked() {
    assertThat(bookings.book("Bob")).startsWith("booking ");
  }
}
// end::test[]
