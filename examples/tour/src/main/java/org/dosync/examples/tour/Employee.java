package org.dosync.examples.tour;

import static org.dosync.Transaction.dosync;

import org.dosync.Ref;

// tag::employee[]
/** Where somebody lives and what they earn: two facts that always change together. */
final class Employee {

  record Facts(String city, int salary) {}

  private final Ref<String> location = Ref.of("Chicago");
  private final Ref<Integer> salary = Ref.of(30_000);

  void move(String city, int raise) {
    dosync(
        () -> {
          location.set(city);
          salary.alter(s -> s + raise);
        });
  }

  Facts look() {
    return dosync(() -> new Facts(location.deref(), salary.deref()));
  }
}
// end::employee[]
