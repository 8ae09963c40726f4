package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.assertj.core.util.Files;
import org.dosync.Policy;
import org.dosync.Propagation;
import org.dosync.Transaction;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Async;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.DosyncDeploymentException;
import org.dosync.cdi.DosyncExtension;
import org.dosync.cdi.SideEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What annotations say to the static scan, in an assertion and at deployment. */
@Timeout(60)
class SideEffectsTest {

  private static final String FOUND = "FILE_WRITE in transaction SideEffectsTest$";

  static void effect() {
    new File("x").delete();
  }

  private static void fails(Class<?> type, String found) {
    assertThatThrownBy(() -> SideEffects.in(type).assertNone())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(found);
  }

  private static void passes(Class<?> type) {
    assertThatCode(() -> SideEffects.in(type).assertNone()).doesNotThrowAnyException();
  }

  // ---- the assertion

  @Test
  void messageIsThePathAndTheMend() {
    assertThatThrownBy(() -> SideEffects.in(Marked.class).assertNone())
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            """
            FILE_WRITE in transaction SideEffectsTest\\$Marked.book: java.io.File.delete
                at org.dosync.junit.SideEffectsTest.effect\\(SideEffectsTest.java:\\d+\\)
                at org.dosync.junit.SideEffectsTest\\$Marked.book\\(SideEffectsTest.java:\\d+\\)

            Do it after the transaction, (?s:.*)""");
  }

  @Test
  void oneMethodOrAPackageMayBeAsked() {
    assertThatThrownBy(() -> SideEffects.in(SideEffectsTest.class, "effect").assertNone())
        .hasMessageStartingWith("FILE_WRITE in transaction SideEffectsTest.effect: ");
    assertThatThrownBy(() -> SideEffects.inPackageOf(SideEffectsTest.class).assertNone())
        .hasMessageContaining(FOUND + "Marked.book")
        .hasMessageContaining(FOUND + "OfClass.book");
  }

  @Test
  void whereNoTransactionIsThereIsNothingToAssert() {
    assertThatThrownBy(() -> SideEffects.in(File.class).assertNone())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class java.io.File is in no directory and no jar");
    assertThatThrownBy(() -> SideEffects.in(WithoutAny.class).assertNone())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no transaction in " + WithoutAny.class.getName());
  }

  @Test
  void callsIntoOtherPlacesAreFollowedIfTheyAreNamed() {
    passes(Calling.class);
    assertThatThrownBy(() -> SideEffects.in(Calling.class).through(Files.class).assertNone())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(FOUND + "Calling.book: java.io.File.delete")
        .hasMessageContaining("at org.assertj.core.util.Files.delete(");
  }

  // ---- annotations

  @Test
  void methodsOfAClassThatIsMarkedAreTransactions() {
    fails(OfClass.class, FOUND + "OfClass.book");
    fails(OfStereotype.class, FOUND + "OfStereotype.book");
    fails(Inheriting.class, FOUND + "Plain.book");
    fails(InheritingADefault.class, FOUND + "ByDefault.book");
  }

  @Test
  void methodsThatAContainerCallsPastInterceptorsAreNone() {
    passes(Beginning.class);
  }

  @Test
  void methodOutsideTransactionsIsNone() {
    assertThatThrownBy(() -> SideEffects.in(Outside.class).assertNone())
        .hasMessageStartingWith("There is no transaction in ");
  }

  @Test
  void sideEffectThatIsForbiddenIsFound() {
    fails(Forbidding.class, "CUSTOM in transaction SideEffectsTest$Forbidding.book: ");
  }

  @Test
  void sideEffectThatWaitsOrMayBeIsNot() {
    passes(Deferring.class);
    passes(Sending.class);
  }

  // ---- at deployment

  @Test
  void deploymentFailsIfThatIsAskedFor() {
    assertThatThrownBy(() -> deploy("fail"))
        .rootCause()
        .isInstanceOfSatisfying(
            DosyncDeploymentException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(
                        line ->
                            line.startsWith(
                                "DOSYNC-031 dosync.scan: " + FOUND + "Marked.book: java.io.File")));
  }

  @Test
  void deploymentWarnsIfThatIsAskedFor() {
    List<String> messages = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("org.dosync");
    logger.setFilter(record -> !messages.add(record.getMessage()));
    try {
      deploy("warn");
    } finally {
      logger.setFilter(null);
    }
    assertThat(messages)
        .anyMatch(line -> line.startsWith("DOSYNC-031 dosync.scan: " + FOUND + "Marked.book"));
  }

  @Test
  void deploymentDoesNotScanOtherwise() {
    deploy("off");
  }

  private static void deploy(String scan) {
    System.setProperty("dosync.scan", scan);
    try (SeContainer container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new DosyncExtension())
            .addBeanClasses(Marked.class)
            .initialize()) {
      assertThat(container.isRunning()).isTrue();
    } finally {
      System.clearProperty("dosync.scan");
    }
  }

  // ---- beans

  @ApplicationScoped
  static class Marked {
    @Dosync
    void book() {
      effect();
    }
  }

  static class WithoutAny {}

  static class Calling {
    @Dosync
    @SuppressWarnings("deprecation") // it is never called
    void book() {
      Files.delete(new File("x"));
    }
  }

  @Dosync
  static class OfClass {
    void book() {
      effect();
    }
  }

  @Dosync
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @interface Booking {}

  @Booking
  static class OfStereotype {
    void book() {
      effect();
    }
  }

  static class Plain {
    void book() {
      effect();
    }
  }

  @Dosync
  static class Inheriting extends Plain {}

  interface ByDefault {
    default void book() {
      effect();
    }
  }

  @Dosync
  static class InheritingADefault implements ByDefault {}

  @Dosync
  static class Beginning {
    @PostConstruct
    void begin() {
      effect();
    }

    @Inject
    void take(Plain other) {
      other.book();
    }

    void book() {}
  }

  static class Outside {
    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    void book() {
      effect();
    }
  }

  static class Letters {
    @SideEffect
    void forbidden() {}

    @SideEffect(Policy.DEFER)
    void deferred() {
      effect();
    }

    @SideEffect(Policy.ALLOW)
    void allowed() {
      effect();
    }

    @SideEffect(Policy.WARN)
    void warned() {
      effect();
    }

    @Async
    void asynchronous() {
      effect();
    }

    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    void outside() {
      effect();
    }
  }

  @AgentState
  static class SharedLog {
    void write() {
      effect();
    }
  }

  static class Forbidding {
    @Dosync
    void book(Letters letters) {
      letters.forbidden();
    }
  }

  static class Deferring {
    @Dosync
    void book(Letters letters) {
      letters.deferred();
      letters.allowed();
      letters.warned();
    }
  }

  static class Sending {
    @Dosync
    void book(Letters letters, SharedLog log) {
      letters.asynchronous();
      letters.outside();
      log.write();
      Transaction.onCommit(SideEffectsTest::effect);
    }
  }
}
