package org.dosync.examples.payroll;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.dosync.Atom;
import org.dosync.cdi.Shared;

// tag::shop[]
/** Counts what it has sold, by one atom that all who know its name share. */
@ApplicationScoped
class Shop {

  @Inject
  @Shared(value = "sold", initial = "0")
  Atom<Integer> sold;

  @PostConstruct
  void limit() {
    sold.setValidator(count -> count < 10);
  }

  void sell(int pieces) {
    sold.swap(count -> count + pieces);
  }

  int sold() {
    return sold.deref();
  }
}
// end::shop[]
