package org.dosync;

/** How much a transaction is kept apart from the others. */
public enum Isolation {

  /**
   * As if all transactions had run one after another. The default. A transaction whose reads have
   * been overtaken by another commit is retried, unless it changed nothing.
   */
  SERIALIZABLE,

  /**
   * Clojure's: all reads see one moment, and of two transactions that change the same ref one is
   * retried. Two that each read what the other changes may both commit (write skew); {@link
   * Ref#ensure} rules that out ref by ref.
   */
  SNAPSHOT
}
