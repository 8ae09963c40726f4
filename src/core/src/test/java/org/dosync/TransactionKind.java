package org.dosync;

/** The kinds of transactions that differ in how they read. */
enum TransactionKind {
  SERIALIZABLE(Transaction.options()),
  SNAPSHOT(Transaction.options().isolation(Isolation.SNAPSHOT)),
  READ_ONLY(Transaction.options().readOnly(true));

  final TransactionOptions options;

  TransactionKind(TransactionOptions options) {
    this.options = options;
  }
}
