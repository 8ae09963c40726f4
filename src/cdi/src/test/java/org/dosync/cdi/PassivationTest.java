package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beans of a session, which a server may put away and take out again, have interceptors too. */
@Timeout(60)
class PassivationTest {

  @SessionScoped
  static class Cart implements Serializable {
    private static final long serialVersionUID = 1L;

    private int items;

    void put() {
      items++;
    }

    @Dosync
    @SideEffect
    String look() {
      return items + (Transaction.isRunning() ? " in a transaction" : "");
    }

    @Async
    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(items);
    }
  }

  /** The one session of a test. */
  static final class Session implements Context, Extension {
    private final Map<Contextual<?>, Object> instances = new HashMap<>();

    void add(@Observes AfterBeanDiscovery event) {
      event.addContext(this);
    }

    @Override
    public Class<? extends Annotation> getScope() {
      return SessionScoped.class;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Contextual<T> bean, CreationalContext<T> context) {
      return (T) instances.computeIfAbsent(bean, missing -> bean.create(context));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Contextual<T> bean) {
      return (T) instances.get(bean);
    }

    @Override
    public boolean isActive() {
      return true;
    }

    void putAwayAndTakeOut() throws Exception {
      for (Map.Entry<Contextual<?>, Object> instance : instances.entrySet()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(instance.getValue());
        instance.setValue(
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
      }
    }
  }

  @Test
  void beansOfASessionGoOnWhenTheyAreTakenOutAgain() throws Exception {
    Session session = new Session();
    try (SeContainer container =
        Containers.start(new Extension[] {new DosyncExtension(), session}, Cart.class)) {
      Cart cart = container.select(Cart.class).get();
      cart.put();
      assertThat(cart.look()).isEqualTo("1 in a transaction");
      session.putAwayAndTakeOut();
      cart.put();
      assertThat(cart.look()).isEqualTo("2 in a transaction");
      assertThat(cart.later().toCompletableFuture().join()).isEqualTo(2);
    }
  }
}
