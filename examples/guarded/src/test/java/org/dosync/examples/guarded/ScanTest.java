package org.dosync.examples.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.dosync.junit.SideEffects;
import org.junit.jupiter.api.Test;

/** The leaked timer once more, found without running anything. */
class ScanTest {

  // tag::scan[]
  @Test
  void noBookingHasASideEffect() {
    SideEffects.in(Bookings.class).assertNone();
  }

  // end::scan[]

  @Test
  void theTimerIsFound() throws IOException {
    assertThatThrownBy(() -> SideEffects.in(LeakyLogging.class).assertNone())
        .isInstanceOf(AssertionError.class)
        .message()
        .satisfies(message -> assertThat(OnPage.text("static-scan.md")).contains(onPage(message)));
  }

  private static String onPage(String message) {
    return Failed.anyLine(message.substring(0, message.indexOf("\n\n")));
  }
}
