package org.dosync.examples.tour;

// tag::bob[]
import static org.dosync.Transaction.dosync;

import org.dosync.Ref;

public final class Bob {
  public static void main(String[] args) {
    Ref<String> location = Ref.of("Chicago");
    Ref<Integer> salary = Ref.of(30_000);

    dosync(
        () -> {
          location.set("San Francisco");
          salary.alter(s -> s + 15_000);
        });

    System.out.println(location.deref() + ", " + salary.deref());
  }
}
// end::bob[]
