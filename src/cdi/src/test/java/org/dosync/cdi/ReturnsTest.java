package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Futures and stages of all kinds, as what methods return. */
@Timeout(60)
class ReturnsTest {

  /** A stage that is no future, which the JDK allows. */
  static final class Plain<T> extends CompletableFuture<T> {
    static <T> Plain<T> of(T value) {
      Plain<T> stage = new Plain<>();
      stage.complete(value);
      return stage;
    }

    static <T> Plain<T> failed(Throwable thrown) {
      Plain<T> stage = new Plain<>();
      stage.completeExceptionally(thrown);
      return stage;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
      throw new UnsupportedOperationException();
    }
  }

  @ApplicationScoped
  static class Stages {
    @Async
    CompletionStage<Integer> one() {
      return Plain.of(1);
    }

    @Async
    CompletionStage<Integer> failed() {
      return Plain.failed(new IOException("gone"));
    }
  }

  @Test
  void stageThatIsNoFuture() throws Exception {
    try (SeContainer container = Containers.start(Stages.class)) {
      Stages stages = container.select(Stages.class).get();
      assertThat(stages.one().toCompletableFuture().get()).isEqualTo(1);
      assertThatThrownBy(() -> stages.failed().toCompletableFuture().get())
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("gone");
    }
  }

  @ApplicationScoped
  static class Later {
    @Dosync
    ScheduledFuture<Integer> scheduled() {
      throw new AssertionError();
    }

    @Every("1h")
    ForkJoinTask<Integer> forked() {
      throw new AssertionError();
    }
  }

  @Test
  void futureThatNobodyElseCouldMakeIsAPromiseTooWhereNoneMakesSense() {
    assertThat(Containers.problems(Map.of(), Later.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-003 "
                + Later.class.getName()
                + ".scheduled(): a @Dosync method returns when it has committed, so it can't return"
                + " a ScheduledFuture: return the value, or a CompletionStage and add @Async",
            "DOSYNC-010 "
                + Later.class.getName()
                + ".forked(): a method with @Every has run when it returns, and nobody asks for a"
                + " ForkJoinTask: wait for it, and return void");
  }

  @ApplicationScoped
  static class Open {
    @Async
    <T extends CompletionStage<String>> T later() {
      throw new AssertionError();
    }
  }

  @Test
  void typeVariableThatACallerMayTakeForAnyStage() {
    assertThat(Containers.problems(Map.of(), Open.class))
        .containsExactly(
            "DOSYNC-002 "
                + Open.class.getName()
                + ".later(): an @Async method can't return T, which is not there yet when the caller"
                + " goes on: return void, a Promise, a CompletionStage, a CompletableFuture or a"
                + " Future");
  }

  @AgentState
  static class OpenAgent {
    @SuppressWarnings("unchecked")
    <T extends Future<String>> T of(Class<T> type) {
      return (T) Plain.of(type.getSimpleName());
    }
  }

  @Test
  void agentReturnsItselfWhatATypeVariableMayBe() throws Exception {
    try (SeContainer container = Containers.start(OpenAgent.class)) {
      Plain<String> plain = ofPlain(container.select(OpenAgent.class).get());
      assertThat(plain.get()).isEqualTo("Plain");
    }
  }

  @SuppressWarnings("unchecked")
  private static Plain<String> ofPlain(OpenAgent agent) {
    return agent.of((Class<Plain<String>>) (Class<?>) Plain.class);
  }
}
