package org.dosync.examples.reservation;

/** What a passenger pays. */
public enum Fare {
  /** For every seat. */
  FULL,
  /** Cheaper, for as many seats of each flight as {@link SaverFares} has. */
  SAVER
}
