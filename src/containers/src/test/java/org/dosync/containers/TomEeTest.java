package org.dosync.containers;

class TomEeTest extends ServerTests {

  TomEeTest() {
    super(new TomEe());
  }
}
