package org.dosync.examples.payroll;

import org.dosync.examples.Readme;
import org.junit.jupiter.api.Test;

/** The example does what it says, prints nothing else, and ends by itself. */
class PayrollTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Test
  void itsReadmeIsTrueWithTheGuard() throws Exception {
    Readme.of(Main.class).guarded().assertTrue();
  }
}
