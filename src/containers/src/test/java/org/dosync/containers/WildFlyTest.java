package org.dosync.containers;

class WildFlyTest extends ServerTests {

  WildFlyTest() {
    super(WildFly.ofJakartaEe10());
  }
}
