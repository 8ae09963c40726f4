package org.dosync;

/**
 * The status of a try, in one word. Legal transitions:
 *
 * <pre>
 * ACTIVE -> STAMPING -> VALIDATING(s) -> COMMITTED(s)
 *   |          |             |
 *   +----------+-------------+---------> ABORTED
 * </pre>
 *
 * STAMPING may go to COMMITTED(s) at once. A commit of one ref is STAMPING before it has the ref,
 * and ACTIVE again if it does not get it. A prepared try is ACTIVE, and is so again if its commit
 * throws.
 */
final class Status {

  static final long ACTIVE = 0;
  static final long STAMPING = 4;
  static final long ABORTED = 8;
  private static final long VALIDATING = 1;
  static final long COMMITTED = 3;

  private Status() {}

  static long validating(long stamp) {
    return stamp << 2 | VALIDATING;
  }

  static long committed(long stamp) {
    return stamp << 2 | COMMITTED;
  }

  /**
   * Whether what it owns is not there yet for one who reads at {@code at}. ACTIVE is: its stamp,
   * once it has one, will be greater; see {@link Commit}.
   */
  static boolean isAfter(long status, long at) {
    return status == ACTIVE || status == ABORTED || (isStamped(status) && stamp(status) > at);
  }

  private static boolean isStamped(long status) {
    return (status & VALIDATING) != 0;
  }

  static boolean isCommitted(long status) {
    return (status & COMMITTED) == COMMITTED;
  }

  static boolean isDecided(long status) {
    return status == ABORTED || isCommitted(status);
  }

  static long stamp(long status) {
    return status >> 2;
  }
}
