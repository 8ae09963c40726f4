package org.dosync.examples.payroll;

import jakarta.enterprise.context.ApplicationScoped;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

// tag::payroll[]
/** Where Bob lives and what he earns: two facts that always change together. */
@ApplicationScoped
class Payroll {

  private final Ref<String> location = Ref.of("Chicago");
  private final Ref<Integer> salary = Ref.of(30_000);

  @Dosync
  void relocate(String city, int raise) {
    location.set(city);
    salary.alter(s -> s + raise);
  }

  @Dosync
  String look() {
    return location.deref() + ", " + salary.deref();
  }
}
// end::payroll[]
