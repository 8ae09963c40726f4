package org.dosync.faults;

/** What programs throw themselves, whatever else happens. */
final class Planned extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Planned() {
    super("planned");
  }
}
