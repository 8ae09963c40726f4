package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dosync.Transaction.dosync;
import static org.dosync.Transaction.onCommit;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.dosync.Agent;
import org.dosync.Failure;
import org.dosync.Futures;
import org.dosync.Promise;
import org.dosync.Scheduler;
import org.junit.jupiter.api.Test;

/** Failures that nobody has read fail the test. */
class UnreadTest {

  private static Object fail() {
    throw new IllegalStateException("no");
  }

  @DosyncTest
  static class Unread {

    private static Object kept = "";

    @Test
    void action() {
      Agent.builder(0).name("sold").build().send(n -> (Integer) fail());
    }

    @Test
    void future() {
      kept = Futures.future(UnreadTest::fail);
    }

    @Test
    void job() {
      Scheduler.create()
          .after(Duration.ZERO, UnreadTest::fail, Scheduler.options().description("backup"));
    }

    @Test
    void hook() {
      dosync(() -> onCommit(UnreadTest::fail));
    }
  }

  @Test
  void whoeverFailsIsTold() {
    assertThat(Tests.failures(Unread.class))
        .map(message -> message.replaceAll("#<([^>]*?)@?[0-9a-f]*: \\d+>", "#<$1>"))
        .map(message -> message.replaceAll("#<Job \\d+", "#<Job 1"))
        .containsExactlyInAnyOrder(
            unread("action of #<Agent sold>, sent from " + Unread.class.getName()),
            unread("future, sent from " + Unread.class.getName()),
            unread("job of #<Job 1: backup>, sent from " + Unread.class.getName()),
            unread("onCommit hook of transaction (unnamed)"));
  }

  private static String unread(String what) {
    return "Nobody has read what failed:\n  - "
        + what
        + ": java.lang.IllegalStateException: no\n"
        + "To mend it: ask the future, set an error handler, or take it by Probe.failures().";
  }

  @DosyncTest
  static class Read {

    @Test
    void byAHandler() {
      AtomicReference<Throwable> seen = new AtomicReference<>();
      Agent<Integer> agent =
          Agent.builder(0).errorHandler((failed, thrown) -> seen.set(thrown)).build();
      agent.send(n -> (Integer) fail());
      Agent.await(agent);
      assertThat(seen.get()).hasMessage("no");
    }

    @Test
    void byAsking() {
      Promise<Object> future = Futures.future(UnreadTest::fail);
      assertThatThrownBy(future::deref).isInstanceOf(CompletionException.class);
    }

    @Test
    void byTheProbe() {
      Agent.builder(0).name("sold").build().send(n -> (Integer) fail());
      Promise<Object> future = Futures.future(UnreadTest::fail);
      Probe.awaitQuiescent();
      assertThat(future.isRealized()).isTrue();
      assertThat(Probe.failures())
          .extracting(Failure::what)
          .containsExactlyInAnyOrder("action", "future");
      assertThat(Probe.failures()).isEmpty();
    }
  }

  @Test
  void whatWasReadIsNoMatter() {
    assertThat(Tests.failures(Read.class)).isEmpty();
  }
}
