package org.dosync.examples.bonney;

import org.dosync.examples.Readme;
import org.junit.jupiter.api.Test;

/** The schedule does what the walkthrough says. */
class BonneyTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }
}
