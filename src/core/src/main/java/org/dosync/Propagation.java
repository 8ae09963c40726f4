package org.dosync;

/**
 * What happens when a transaction is asked for while one runs on the thread, and while none does.
 * The words and their meaning are those of Jakarta Transactions.
 */
public enum Propagation {

  /** Joins the running transaction, or begins one. The default, and what Clojure does. */
  REQUIRED,

  /**
   * Sets a running transaction aside and begins one of its own, which commits by itself. Each try
   * of the outer one runs it again; if it changes a ref that the outer one has read, the outer one
   * is overtaken by itself, in every try.
   */
  REQUIRES_NEW,

  /** Joins the running transaction; without one, {@link NoTransactionException}. */
  MANDATORY,

  /** Joins the running transaction; without one, runs the body outside any. */
  SUPPORTS,

  /** Sets a running transaction aside and runs the body outside any. */
  NOT_SUPPORTED,

  /** Runs the body outside any transaction; with one running, {@link DosyncException}. */
  NEVER
}
