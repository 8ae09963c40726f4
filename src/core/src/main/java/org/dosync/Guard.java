package org.dosync;

/** Keeps a ref that a prepared transaction has read as it is; never becomes a version itself. */
final class Guard extends Version {

  Guard(Version read, Attempt owner) {
    super(read.ref, read, owner);
  }
}
