package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Mailbox} is made of: a stack of these, newest on top, each with the counts as they
 * were when it was put there. Immutable once it is on the stack, but for the link.
 */
class Entry {

  /** The one below; once taken from the stack the one to be handled next. */
  @Nullable Entry link;

  /** How many actions have ever been put into the mailbox, this one included. */
  long sent;

  /** How many places are kept for actions that transactions and other actions hold back. */
  int reserved;

  /** The top of a mailbox where nothing waits and nothing runs. */
  static final class Idle extends Entry {
    Idle(long sent, int reserved) {
      this.sent = sent;
      this.reserved = reserved;
    }
  }

  /**
   * Changes the count of reserved places while others wait; nothing to be handled. Whatever comes
   * on top of it takes its place.
   */
  static final class Place extends Entry {}

  /** Tells that all actions put in before it have been handled. Takes no place. */
  static final class Marker extends Entry {
    final Promise<?> reached;

    Marker(Promise<?> reached) {
      this.reached = reached;
    }
  }
}
