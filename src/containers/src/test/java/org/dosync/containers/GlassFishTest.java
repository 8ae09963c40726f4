package org.dosync.containers;

class GlassFishTest extends ServerTests {

  GlassFishTest() {
    super(new GlassFish());
  }
}
