package org.dosync.containers;

class WildFlyPreviewTest extends ServerTests {

  WildFlyPreviewTest() {
    super(WildFly.ofJakartaEe11());
  }
}
