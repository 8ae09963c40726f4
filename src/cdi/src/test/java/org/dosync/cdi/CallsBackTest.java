package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls that come back to a bean by another one, or by its own reference: Weld takes them for calls
 * to itself, unless what is called is public.
 */
@Timeout(60)
class CallsBackTest {

  @ApplicationScoped
  static class Caller {
    @Inject Called called;

    @Dosync
    boolean inTransaction() {
      return Transaction.isRunning();
    }

    @Dosync
    public boolean inTransactionPublicly() {
      return Transaction.isRunning();
    }

    @Async
    CompletionStage<Thread> thread() {
      return CompletableFuture.completedFuture(Thread.currentThread());
    }

    @Async
    public CompletionStage<Thread> threadPublicly() {
      return CompletableFuture.completedFuture(Thread.currentThread());
    }

    @SideEffect
    void print() {}

    @SideEffect
    public void printPublicly() {}

    boolean comesBack(BooleanSupplier call) {
      return called.comesBack(call);
    }

    @Dosync
    void comesBackInTransaction(Runnable call) {
      called.comesBack(call);
    }
  }

  @ApplicationScoped
  static class Called {
    boolean comesBack(BooleanSupplier call) {
      return call.getAsBoolean();
    }

    void comesBack(Runnable call) {
      call.run();
    }
  }

  private static boolean isElsewhere(CompletionStage<Thread> thread) {
    return thread.toCompletableFuture().join() != Thread.currentThread();
  }

  @Test
  void publicMethodsPassTheContainerEverywhere() {
    try (SeContainer container = Containers.start(Caller.class, Called.class)) {
      Caller caller = container.select(Caller.class).get();
      assertThat(caller.comesBack(caller::inTransactionPublicly)).isTrue();
      assertThat(caller.comesBack(() -> isElsewhere(caller.threadPublicly()))).isTrue();
      assertThatThrownBy(() -> caller.comesBackInTransaction(caller::printPublicly))
          .isInstanceOf(SideEffectInTransactionException.class);
    }
  }

  @Test
  void othersDoNotPassTheContainerOnWeld() {
    boolean pass = Containers.isOpenWebBeans();
    try (SeContainer container = Containers.start(Caller.class, Called.class)) {
      Caller caller = container.select(Caller.class).get();
      assertThat(caller.comesBack(caller::inTransaction)).isEqualTo(pass);
      assertThat(caller.comesBack(() -> isElsewhere(caller.thread()))).isEqualTo(pass);
      assertThat(refuses(() -> caller.comesBackInTransaction(caller::print))).isEqualTo(pass);
    }
  }

  private static boolean refuses(Runnable call) {
    try {
      call.run();
      return false;
    } catch (SideEffectInTransactionException refused) {
      return true;
    }
  }
}
