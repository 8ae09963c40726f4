package org.dosync.containers;

class PayaraMicroTest extends ServerTests {

  PayaraMicroTest() {
    super(new PayaraMicro());
  }
}
