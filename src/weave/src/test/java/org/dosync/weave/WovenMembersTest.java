package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.dosync.DosyncException;
import org.dosync.Isolation;
import org.dosync.NoTransactionException;
import org.dosync.Propagation;
import org.dosync.Ref;
import org.dosync.RetryLimitException;
import org.dosync.Transaction;
import org.dosync.TransactionTimeoutException;
import org.dosync.cdi.Dosync;
import org.dosync.junit.DosyncTest;
import org.dosync.junit.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The members of @Dosync on methods of objects that no container made, and what bodies throw. */
@DosyncTest
@Timeout(60)
class WovenMembersTest {

  static class Attributes {
    final Ref<Integer> ref = Ref.of(0);

    @Dosync(readOnly = true)
    void changeThoughItOnlyReads() {
      ref.set(1);
    }

    @Dosync(propagation = Propagation.MANDATORY)
    void mandatory() {
      ref.set(1);
    }

    @Dosync(propagation = Propagation.NEVER)
    boolean never() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.NOT_SUPPORTED)
    boolean outside() {
      return Transaction.isRunning();
    }

    @Dosync(propagation = Propagation.REQUIRES_NEW, name = "own")
    void own() {
      ref.alter(n -> n + 1);
    }

    @Dosync(maxRetries = 2, name = "poor")
    void poor() {
      ref.set(1);
    }

    @Dosync(timeout = "20ms")
    void waitForEver() {
      Transaction.check(ref.deref() > 0);
    }

    @Dosync(timeout = "{weave.test.timeout:1h}")
    void waitAsConfigured() {
      Transaction.check(ref.deref() > 0);
    }

    @Dosync(timeout = "{weave.test.missing}")
    private void withoutAValue() {}

    @Dosync(isolation = Isolation.SNAPSHOT, commitOn = IOException.class)
    void commitAndThrow(Exception thrown) throws Exception {
      ref.set(1);
      throw thrown;
    }

    @Dosync
    void throwIt(Throwable thrown) throws Throwable {
      ref.set(1);
      throw thrown;
    }
  }

  @Test
  void propagation() {
    Attributes object = new Attributes();

    assertThatThrownBy(object::mandatory).isInstanceOf(NoTransactionException.class);
    assertThat(object.never()).isFalse();
    assertThatThrownBy(() -> Transaction.dosync(() -> object.never()))
        .isInstanceOf(DosyncException.class)
        .hasMessageContaining("NEVER");
    assertThat(Transaction.<Boolean, RuntimeException>dosync(() -> object.outside())).isFalse();
    Transaction.dosync(object::mandatory);
    assertThat(object.ref.deref()).isEqualTo(1);
  }

  @Test
  void membersThatLimitIt() {
    Attributes object = new Attributes();
    Probe.forceConflicts("poor", 3);

    assertThatThrownBy(object::changeThoughItOnlyReads).isInstanceOf(DosyncException.class);
    assertThatThrownBy(object::poor)
        .isInstanceOf(RetryLimitException.class)
        .hasMessageContaining("poor");
    assertThatThrownBy(object::waitForEver).isInstanceOf(TransactionTimeoutException.class);
    assertThat(object.ref.deref()).isZero();
  }

  @Test
  void placeholdersAreConfigured() {
    Attributes object = new Attributes();
    System.setProperty("weave.test.timeout", "20ms");
    try {
      assertThatThrownBy(object::waitAsConfigured).isInstanceOf(TransactionTimeoutException.class);
    } finally {
      System.clearProperty("weave.test.timeout");
    }
    assertThatThrownBy(object::withoutAValue)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weave.test.missing has no value");
  }

  @Test
  void exceptionsReachTheCallerUnchanged() {
    for (Throwable thrown : List.of(new IOException(), new Error(), new IllegalStateException())) {
      Attributes object = new Attributes();

      assertThatThrownBy(() -> object.throwIt(thrown)).isSameAs(thrown);
      assertThat(object.ref.deref()).isZero();
    }
  }

  @Test
  void exceptionThatCommits() {
    Attributes object = new Attributes();
    IOException thrown = new IOException();

    assertThatThrownBy(() -> object.commitAndThrow(thrown)).isSameAs(thrown);
    assertThat(object.ref.deref()).isEqualTo(1);
  }

  @Test
  void stackTraceHasTheLineOfTheBody() {
    Attributes object = new Attributes();

    StackTraceElement[] trace = new StackTraceElement[0];
    try {
      object.mandatory();
    } catch (NoTransactionException e) {
      trace = e.getStackTrace();
    }

    assertThat(trace)
        .filteredOn(frame -> frame.getMethodName().equals("mandatory"))
        .hasSize(1)
        .allMatch(frame -> frame.getLineNumber() > 0);
  }
}
