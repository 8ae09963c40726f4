package org.dosync;

import org.openjdk.jcstress.infra.results.III_Result;

/** Two refs that every transaction of a test changes together. */
class Pair {

  static final TransactionOptions UPDATE = Transaction.options();
  static final TransactionOptions READ_ONLY = UPDATE.readOnly(true);
  static final TransactionOptions SNAPSHOT = UPDATE.isolation(Isolation.SNAPSHOT);

  final Ref<Integer> x = Ref.of(0);
  final Ref<Integer> y = Ref.of(0);

  /** Writes without reading. */
  void set(int value) {
    Transaction.dosync(
        () -> {
          x.set(value);
          y.set(value);
        });
  }

  /** Adds one to both. */
  void increment() {
    Transaction.dosync(
        () -> {
          x.alter(n -> n + 1);
          y.alter(n -> n + 1);
        });
  }

  /** Reads both, and the first again. */
  void read(TransactionOptions options, III_Result r) {
    options.dosync(
        () -> {
          r.r1 = x.deref();
          r.r2 = y.deref();
          r.r3 = x.deref();
        });
  }
}
