package org.dosync;

/** What becomes of a side effect that is attempted inside a transaction. */
public enum Policy {
  /**
   * It does not happen: {@link SideEffectInTransactionException}. The transaction can't commit any
   * more, even if the exception is caught.
   */
  FORBID,

  /** It happens after the commit, once, or never: {@link Transaction#onCommit}. */
  DEFER,

  /** It happens, and is told of in the log, once for each place. */
  WARN,

  /** It happens. */
  ALLOW
}
