package org.dosync.containers;

class OpenLibertyTest extends ServerTests {

  OpenLibertyTest() {
    super(new OpenLiberty());
  }
}
