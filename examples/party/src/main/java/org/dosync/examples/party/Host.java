package org.dosync.examples.party;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.dosync.Promise;
import org.dosync.cdi.Shared;

// tag::host[]
/** Will know the number as soon as all have answered. */
@ApplicationScoped
class Host {

  @Inject
  @Shared("question")
  Promise<String> question;

  @Inject
  @Shared("guests")
  Promise<Integer> guests;

  String listen() {
    return question.deref();
  }

  boolean isSure() {
    return guests.isRealized(); // asks, and does not wait
  }

  /** Whether this was the number: only the first one is. */
  boolean count(int... answers) {
    return guests.deliver(IntStream.of(answers).sum());
  }
}
// end::host[]
