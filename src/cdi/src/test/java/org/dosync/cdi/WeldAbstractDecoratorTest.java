package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** On Weld alone, which makes an abstract decorator of any visibility. */
class WeldAbstractDecoratorTest {

  interface Ledger {
    int sum();

    @Dosync
    default void clear() {}
  }

  @ApplicationScoped
  static class Book implements Ledger {
    @Override
    public int sum() {
      return 1;
    }

    @Dosync
    @Override
    public void clear() {}
  }

  /** Leaves the default method to the bean. */
  @Decorator
  @Priority(10)
  abstract static class RightAbstractDecorator implements Ledger {
    @Inject @Delegate Ledger ledger;

    @Override
    public int sum() {
      return ledger.sum() + 1;
    }
  }

  @Test
  void annotatedDefaultMethodOfADecoratedInterfaceIsNotRefused() {
    try (SeContainer container = Containers.start(Book.class, RightAbstractDecorator.class)) {
      assertThat(container.select(Ledger.class).get().sum()).isEqualTo(2);
    }
  }
}
