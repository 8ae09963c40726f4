package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dosync.DosyncException;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows an action on its thread is no part of it, and calls the bean as all others do. */
@Beans({
  AgentAfterwardsTest.Journal.class,
  AgentAfterwardsTest.Request.class,
  AgentAfterwardsTest.Told.class
})
@Timeout(60)
class AgentAfterwardsTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  @RequestScoped
  static class Request {
    void note(String event) {
      EVENTS.add(event);
    }
  }

  @AgentState
  static class Journal {
    @Inject Request request;

    CompletionStage<String> begin(CountDownLatch go) {
      Patience.await(go);
      return CompletableFuture.completedFuture("begun");
    }

    @SendOff
    CompletionStage<String> waitFor(Promise<Integer> promise, Promise<Thread> thread) {
      thread.deliver(Thread.currentThread());
      promise.deref();
      EVENTS.add("goes on");
      return CompletableFuture.completedFuture("done");
    }

    void write(String event) {
      request.note(event);
    }

    void fail() {
      EVENTS.add("fails");
      throw new IllegalStateException("on purpose");
    }

    int size() {
      return EVENTS.size();
    }
  }

  /** Calls what has failed, which fails again. */
  @ApplicationScoped
  static class Told {
    @Inject Journal journal;

    void tell(@Observes Failure failure) {
      journal.fail();
    }
  }

  @Inject Journal journal;

  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
    Failures.setHandler(failures::add);
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  /** On the thread of the agent. */
  private void afterAnAction(Runnable next) {
    CountDownLatch go = new CountDownLatch(1);
    CompletionStage<Void> done = journal.begin(go).thenRun(next);
    go.countDown();
    done.toCompletableFuture().join();
  }

  @Test
  void callIsQueuedAndHasARequestContextOfItsOwn() {
    afterAnAction(
        () -> {
          journal.write("written");
          EVENTS.add("sent");
        });
    assertThat(journal.size()).isEqualTo(2);
    assertThat(EVENTS).containsExactly("sent", "written");
  }

  @Test
  void callOfWhatRunsWhileAnActionWaitsIsNoPartOfThatAction() {
    Promise<Integer> promise = new Promise<>();
    Promise<Thread> thread = new Promise<>();
    CountDownLatch both = new CountDownLatch(2);
    Runnable follower =
        () -> {
          both.countDown();
          Patience.await(both); // at the same time: so one of them on the thread that waits
          journal.write("written");
        };
    List<CompletableFuture<Void>> followers =
        List.of(promise.thenRun(follower), promise.thenRun(follower));
    CompletionStage<String> done = journal.waitFor(promise, thread);
    await().until(() -> thread.deref().getState() == Thread.State.WAITING);
    promise.deliver(1);
    followers.forEach(CompletableFuture::join);
    done.toCompletableFuture().join();

    assertThat(journal.size()).isEqualTo(3);
    assertThat(EVENTS).containsExactly("goes on", "written", "written");
  }

  @Test
  void callThatWaitsIsRefused() {
    assertThatThrownBy(() -> afterAnAction(journal::size))
        .hasCauseInstanceOf(DosyncException.class)
        .hasMessageContaining("This wait would never end");
  }

  @Test
  void failureIsReportedAndWhoIsToldCannotMakeItGoOnForEver() {
    try (CapturedLog log = new CapturedLog()) {
      afterAnAction(journal::fail);
      journal.size();
      assertThat(log.messages()).hasSize(1); // that the observer has failed
    }
    assertThat(failures).singleElement().extracting(Failure::sentFrom).isEqualTo("Journal.fail");
    assertThat(EVENTS).containsExactly("fails", "fails");
  }
}
