package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedMethodConfigurator;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import java.lang.annotation.Annotation;
import java.util.stream.Stream;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another extension makes of a class is what counts, not what is written there. */
@Timeout(60)
class OtherExtensionTest {

  /** Where the annotations are taken from. */
  @AgentState(capacity = 7)
  static class Written {
    @Dosync(readOnly = true)
    void readOnly() {}

    @Dosync
    void readAndWrite() {}

    @Async
    void async() {}

    @SendOff
    void use(@AgentKey String key) {}
  }

  static class Account {
    private final Ref<Integer> balance = Ref.of(1);

    boolean look() {
      return Transaction.isRunning() && balance.deref() == 1;
    }
  }

  static class Ledger {
    private int lines;

    int write(String key) {
      return ++lines;
    }
  }

  @ApplicationScoped
  static class Mistaken {
    int value() {
      return 1;
    }
  }

  @ApplicationScoped
  static class Forgiven {
    @Async
    int value() {
      return 1;
    }
  }

  /** Of which there are two beans. */
  static class Twofold {
    private final Ref<Integer> balance = Ref.of(1);

    void write() {
      balance.set(2);
    }
  }

  static class Other implements Extension {

    void twofold(@Observes BeforeBeanDiscovery event) {
      add(event, "reads", "readOnly");
      add(event, "writes", "readAndWrite");
    }

    private static void add(BeforeBeanDiscovery event, String name, String like) {
      AnnotatedTypeConfigurator<Twofold> type = event.addAnnotatedType(Twofold.class, name);
      type.add(ApplicationScoped.Literal.INSTANCE).add(NamedLiteral.of(name));
      methods(type, "write").forEach(method -> method.add(written(like, Dosync.class)));
    }

    void account(@Observes ProcessAnnotatedType<Account> event) {
      AnnotatedTypeConfigurator<Account> type = event.configureAnnotatedType();
      type.add(ApplicationScoped.Literal.INSTANCE);
      methods(type, "look").forEach(method -> method.add(written("readOnly", Dosync.class)));
    }

    void ledger(@Observes ProcessAnnotatedType<Ledger> event) {
      AnnotatedTypeConfigurator<Ledger> type = event.configureAnnotatedType();
      type.add(Written.class.getAnnotation(AgentState.class));
      methods(type, "write")
          .forEach(
              method -> {
                method.add(written("use", SendOff.class));
                method.params().get(0).add(key());
              });
    }

    void mistaken(@Observes ProcessAnnotatedType<Mistaken> event) {
      methods(event.configureAnnotatedType(), "value")
          .forEach(method -> method.add(written("async", Async.class)));
    }

    void forgiven(@Observes ProcessAnnotatedType<Forgiven> event) {
      methods(event.configureAnnotatedType(), "value")
          .forEach(method -> method.remove(Async.class::isInstance));
    }

    private static <T> Stream<AnnotatedMethodConfigurator<? super T>> methods(
        AnnotatedTypeConfigurator<T> type, String name) {
      return type.filterMethods(method -> method.getJavaMember().getName().equals(name));
    }

    private static <A extends Annotation> A written(String method, Class<A> type) {
      return Stream.of(Written.class.getDeclaredMethods())
          .filter(declared -> declared.getName().equals(method))
          .map(declared -> declared.getAnnotation(type))
          .findFirst()
          .orElseThrow();
    }

    private static Annotation key() {
      try {
        return Written.class.getDeclaredMethod("use", String.class).getParameterAnnotations()[0][0];
      } catch (NoSuchMethodException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static SeContainer start(Class<?>... beans) {
    return Containers.start(new Extension[] {new DosyncExtension(), new Other()}, beans);
  }

  @Test
  void annotationsThatWereAddedCount() {
    try (SeContainer container = start(Account.class, Ledger.class, Forgiven.class)) {
      assertThat(container.select(Account.class).get().look()).isTrue();
      Ledger ledger = container.select(Ledger.class).get();
      assertThat(ledger.write("a")).isEqualTo(1);
      assertThat(ledger.write("a")).isEqualTo(2);
      assertThat(ledger.write("b")).isEqualTo(1);
      assertThat(container.select(Forgiven.class).get().value()).isEqualTo(1);
    }
  }

  @Test
  void annotationsThatWereAddedAreChecked() {
    assertThat(Containers.problems(() -> start(Mistaken.class)))
        .singleElement()
        .asString()
        .startsWith("DOSYNC-002 " + Mistaken.class.getName() + ".value(): ");
  }

  @Test
  void annotationsThatWereAddedCountForTheirBeanAndNotForAnotherOfItsClass() {
    try (SeContainer container = start()) {
      Twofold reads = container.select(Twofold.class, NamedLiteral.of("reads")).get();
      Twofold writes = container.select(Twofold.class, NamedLiteral.of("writes")).get();
      assertThatThrownBy(reads::write).hasMessageContaining("read-only");
      writes.write();
      assertThatThrownBy(reads::write).hasMessageContaining("read-only");
    }
  }
}
