package org.dosync.examples.reservation.rest;

/** The body of a request can't be understood. */
class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequest(String found, String expected) {
    super(found + ". Send, for example, " + expected);
  }
}
