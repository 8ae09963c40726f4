package org.dosync.examples.tour;

import java.math.BigInteger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dosync.Delay;

final class ComputedOnce implements Example {

  private static final int ASKING = 4;

  private final AtomicInteger runs = new AtomicInteger();

  @Override
  public String title() {
    return "A delay: computed when it is first asked for, once";
  }

  @Override
  public void run(Page page) throws Exception {
    // tag::delay[]
    Delay<BigInteger> result = Delay.of(() -> factorial(1_000));
    // end::delay[]
    page.show("result.isRealized()", result.isRealized(), false);
    Set<BigInteger> results = ConcurrentHashMap.newKeySet();
    Workers threads = new Workers();
    for (int i = 0; i < ASKING; i++) {
      threads.start(() -> results.add(result.deref()));
    }
    threads.join();
    page.show("result.deref(), digits", result.deref().toString().length(), 2_568);
    page.show("result.isRealized()", result.isRealized(), true);
    page.show("threads that asked at once", ASKING);
    page.show("how often it was computed", runs.get(), 1);
    page.require(results.size() == 1, "all have the same result");
  }

  private BigInteger factorial(int n) {
    runs.incrementAndGet();
    return IntStream.rangeClosed(1, n)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }
}
