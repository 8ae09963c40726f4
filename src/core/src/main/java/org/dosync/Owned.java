package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * What the owner of a {@link Mailbox} writes for each action. It lies on other cache lines than
 * what senders read: else each action would slow the sends that go on meanwhile.
 */
abstract class Owned {

  /** How many actions have been handled. Written by the owner, or under the lock. */
  volatile long done;

  /** What is to be handled next, oldest first, and the last of it. Of the owner, or the lock. */
  @Nullable Entry chain;

  @Nullable Entry chainEnd;

  /** The newest entry that is not on the stack any more. Of the owner, or the lock. */
  @Nullable Entry taken;

  /** Whether sends are held back, for the end of the action that runs. */
  boolean holding;

  /** A cache line's worth of nothing; a class of its own, so that it stays between the others. */
  abstract static class Apart extends Owned {
    long apart1;
    long apart2;
    long apart3;
    long apart4;
    long apart5;
    long apart6;
    long apart7;
    long apart8;
  }
}
