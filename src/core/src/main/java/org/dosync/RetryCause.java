package org.dosync;

/** Why a try did not commit, and is followed by another. */
enum RetryCause {
  /** Another transaction has changed a ref that was read. */
  READ_CONFLICT("read conflict"),
  /** Another transaction has changed or holds a ref that was to be changed. */
  WRITE_CONFLICT("write conflict"),
  /** Reads that were not noted have to be. */
  RESTART("restart"),
  /** The version to be read is no longer kept; from now on they are. */
  FAULT("fault"),
  /** The body has called {@code retry}. */
  WAIT("wait"),
  /** A test wants to see the next try. */
  FORCED("forced");

  final String text;

  RetryCause(String text) {
    this.text = text;
  }
}
