package org.dosync;

import org.openjdk.jcstress.infra.results.III_Result;

/** Three refs that every transaction of a test changes together. */
class Triple {

  final Ref<Integer> x = Ref.of(0);
  final Ref<Integer> y = Ref.of(0);
  final Ref<Integer> z = Ref.of(0);

  void increment() {
    Transaction.dosync(
        () -> {
          z.alter(n -> n + 1);
          x.alter(n -> n + 1);
          y.alter(n -> n + 1);
        });
  }

  void read(TransactionOptions options, III_Result r) {
    options.dosync(
        () -> {
          r.r1 = x.deref();
          r.r2 = y.deref();
          r.r3 = z.deref();
        });
  }
}
