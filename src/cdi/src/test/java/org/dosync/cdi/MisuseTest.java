package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.UnproxyableResolutionException;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Delay;
import org.dosync.NoTransactionException;
import org.dosync.Ref;
import org.dosync.RuntimeClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around the beans is told to whoever called; nothing hangs. */
@Timeout(60)
class MisuseTest {

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Refusing {}

  @Refusing
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class Refuser {
    @AroundInvoke
    Object refuse(InvocationContext call) {
      throw new IllegalStateException("refused");
    }
  }

  @ApplicationScoped
  static class Account {
    final Ref<Integer> balance = Ref.of(0);
    @Inject Account self;

    @Dosync
    void deposit() {
      balance.alter(n -> n + 1);
    }

    @Dosync
    void depositInADelay() {
      Delay.of(() -> balance.alter(n -> n + 1)).deref();
    }

    void depositTwice() {
      deposit();
      deposit();
    }

    /** What came of it. */
    Throwable depositElsewhere() {
      return elsewhere(this::deposit);
    }

    Throwable depositElsewhereThroughTheContainer() {
      return elsewhere(self::deposit);
    }

    private static Throwable elsewhere(Runnable call) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Patience.elsewhere(() -> thrown.set(catchThrowable(call::run)));
      return thrown.get();
    }

    @Dosync
    void depositTwiceInOne() {
      depositTwice();
    }

    @Dosync
    int balance() {
      return balance.deref();
    }

    @Dosync
    @Refusing
    void refused() {}

    @Async
    @Refusing
    CompletionStage<Integer> refusedLater() {
      return CompletableFuture.completedFuture(1);
    }

    @Async
    CompletionStage<Integer> later() {
      return CompletableFuture.completedFuture(1);
    }
  }

  @RequestScoped
  static class Request {
    private int calls;

    int called() {
      return ++calls;
    }
  }

  @SessionScoped
  static class Session implements Serializable {
    private static final long serialVersionUID = 1L;

    int called() {
      return 1;
    }
  }

  @AgentState
  static class Counter {
    private int count;

    @Inject Request request;
    @Inject Session session;

    int add() {
      return ++count;
    }

    int callsOfTheRequest() {
      return request.called();
    }

    int callsOfTheSession() {
      return session.called();
    }

    @Refusing
    int refused() {
      return ++count;
    }
  }

  @ApplicationScoped
  static final class Unproxyable {
    @Dosync
    void change() {}
  }

  @AgentState
  static final class UnproxyableAgent {
    void change() {}
  }

  @Dependent
  record UnproxyableRecord() {
    @Dosync
    public void change() {}
  }

  @ApplicationScoped
  static class UnproxyableMethod {
    @Dosync
    final void change() {}
  }

  @AgentState
  static class OneConstructor {
    private final Request request;

    @Inject
    OneConstructor(Request request) {
      this.request = request;
    }

    int called() {
      return request.called();
    }
  }

  private static SeContainer start() {
    return Containers.start(
        Account.class, Counter.class, Request.class, Session.class, Refuser.class);
  }

  @Test
  void proxyAfterTheEndSaysThatItsScopeIsOver() {
    SeContainer container = start();
    Account account = container.select(Account.class).get();
    Counter counter = container.select(Counter.class).get();
    account.deposit();
    counter.add();
    container.close();

    if (Containers.isOpenWebBeans()) { // whose proxies keep the bean
      assertThat(catchThrowable(account::deposit)).isNull();
      assertThat(catchThrowable(account::later)).isInstanceOf(RuntimeClosedException.class);
      assertThat(catchThrowable(counter::add)).isInstanceOf(RuntimeClosedException.class);
    } else {
      assertThat(catchThrowable(account::deposit)).hasMessageContaining("not valid after");
      assertThat(catchThrowable(account::later)).hasMessageContaining("not valid after");
      assertThat(catchThrowable(counter::add)).hasMessageContaining("not valid after");
    }
  }

  @Test
  void whatAnInterceptorOfTheApplicationThrowsReachesTheCaller() {
    try (SeContainer container = start()) {
      Account account = container.select(Account.class).get();
      Counter counter = container.select(Counter.class).get();

      assertThatThrownBy(account::refused)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("refused");
      assertThatThrownBy(() -> account.refusedLater().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(counter::refused)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("refused");
      assertThat(counter.add()).isEqualTo(1);
    }
  }

  @Test
  void beanThatTheContainerCannotInterceptIsRefusedAtDeployment() {
    for (Class<?> bean :
        List.of(
            Unproxyable.class,
            UnproxyableAgent.class,
            UnproxyableRecord.class,
            UnproxyableMethod.class)) {
      assertThat(catchThrowable(() -> Containers.start(bean).close()))
          .hasMessageContaining(bean.getSimpleName())
          .message()
          .containsIgnoringCase("final");
    }
  }

  @Test
  void onlyWeldNeedsNoConstructorWithoutArguments() {
    try (SeContainer container = Containers.start(OneConstructor.class, Request.class)) {
      Throwable thrown =
          catchThrowable(
              () -> assertThat(container.select(OneConstructor.class).get().called()).isEqualTo(1));
      if (Containers.isOpenWebBeans()) {
        assertThat(thrown)
            .isInstanceOf(UnproxyableResolutionException.class)
            .hasMessageContaining("OneConstructor")
            .hasMessageContaining("constructor without args is required");
      } else {
        assertThat(thrown).isNull();
      }
    }
  }

  @Test
  void eachActionHasARequestOfItsOwnAndNoSession() {
    try (SeContainer container = start()) {
      Counter counter = container.select(Counter.class).get();

      assertThat(counter.callsOfTheRequest()).isEqualTo(1);
      assertThat(counter.callsOfTheRequest()).isEqualTo(1);
      assertThatThrownBy(counter::callsOfTheSession)
          .isInstanceOf(ContextNotActiveException.class)
          .hasMessageContaining("SessionScoped");
    }
  }

  @Test
  void callOfADosyncBeanToItselfIsAPartOfTheTransactionThatRunsOrNone() {
    try (SeContainer container = start()) {
      Account account = container.select(Account.class).get();

      assertThatThrownBy(account::depositTwice)
          .isInstanceOf(NoTransactionException.class)
          .hasMessageEndingWith(
              ". @Dosync on Account.deposit counts when another bean calls it, in a container that has"
                  + " found DosyncExtension (a test with @EnableAutoWeld needs @AddExtensions), and"
                  + " not when the bean itself does, or on an object made by new, unless the class is"
                  + " woven");
      account.depositTwiceInOne();
      assertThat(account.balance()).isEqualTo(2);
    }
  }

  @Test
  void annotationThatWasHeardIsNotToldOf() {
    try (SeContainer container = start()) {
      assertThatThrownBy(container.select(Account.class).get()::depositInADelay)
          .isInstanceOf(NoTransactionException.class)
          .hasMessageEndingWith("on the thread that runs it");
    }
  }

  @Test
  void callOfABeanToItselfOnAnotherThreadPassesTheContainerOnWeldOnly() {
    try (SeContainer container = start()) {
      Account account = container.select(Account.class).get();

      assertThat(account.depositElsewhereThroughTheContainer()).isNull();
      assertThat(account.balance()).isEqualTo(1);
      if (Containers.isOpenWebBeans()) {
        assertThat(account.depositElsewhere()).isInstanceOf(NoTransactionException.class);
      } else {
        assertThat(account.depositElsewhere()).isNull();
        assertThat(account.balance()).isEqualTo(2);
      }
    }
  }
}
