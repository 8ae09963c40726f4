package org.dosync;

import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.results.II_Result;

/** More refs than a transaction logs before it goes on as a snapshot. */
class Row {

  private static final int LENGTH = 20;

  final List<Ref<Integer>> refs = Stream.generate(() -> Ref.of(0)).limit(LENGTH).toList();

  void increment() {
    Transaction.dosync(() -> refs.forEach(ref -> ref.alter(n -> n + 1)));
  }

  int sum() {
    return refs.stream().mapToInt(Ref::deref).sum();
  }

  /** The smallest value and the greatest. */
  void range(TransactionOptions options, II_Result r) {
    options.dosync(
        () -> {
          r.r1 = Integer.MAX_VALUE;
          r.r2 = Integer.MIN_VALUE;
          for (Ref<Integer> ref : refs) {
            int value = ref.deref();
            r.r1 = Math.min(r.r1, value);
            r.r2 = Math.max(r.r2, value);
          }
        });
  }
}
