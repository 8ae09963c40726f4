package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what arrives at {@link Failures} until it is closed. */
final class CaughtFailures implements AutoCloseable {

  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  CaughtFailures() {
    Failures.setHandler(failures::add);
  }

  List<Failure> all() {
    return failures;
  }

  Failure only() {
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }

  @Override
  public void close() {
    Failures.setHandler(null);
  }
}
