package org.dosync.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An @Async method runs on another thread, and its caller gets a promise of the outcome. */
@Beans({AsyncTest.Backup.class, AsyncTest.Request.class})
@Timeout(60)
class AsyncTest {

  @RequestScoped
  static class Request {
    private int number;

    int next() {
      return ++number;
    }
  }

  @ApplicationScoped
  static class Backup {
    final AtomicInteger uploads = new AtomicInteger();
    final Ref<Integer> done = Ref.of(0);
    @Inject Request request;

    int uploads() {
      return uploads.get();
    }

    @Async
    void upload() {
      uploads.incrementAndGet();
    }

    @Async
    CompletionStage<String> thread() {
      return CompletableFuture.completedFuture(Thread.currentThread().getName());
    }

    @Async
    Future<Integer> future() {
      return CompletableFuture.completedFuture(2);
    }

    @Async
    Promise<Integer> promise() {
      Promise<Integer> promise = new Promise<>();
      promise.deliver(3);
      return promise;
    }

    @Async
    CompletableFuture<Integer> nothing() {
      return null;
    }

    @Async
    CompletableFuture<Integer> failure() throws IOException {
      throw new IOException("on purpose");
    }

    @Async
    CompletableFuture<Integer> failedStage() {
      return CompletableFuture.failedFuture(new IOException("on purpose"));
    }

    @Async
    void failUnheard() {
      throw new IllegalStateException("on purpose");
    }

    @Async
    Future<Integer> untilInterrupted(CountDownLatch begun, CountDownLatch interrupted) {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return null;
    }

    @Async
    CompletionStage<Integer> requests() {
      return CompletableFuture.completedFuture(request.next() + request.next());
    }

    @Async
    CompletionStage<Boolean> callsItself() {
      Thread here = Thread.currentThread();
      return threadItself().thenApply(thread -> thread == here);
    }

    @Async
    CompletionStage<Thread> threadItself() {
      return CompletableFuture.completedFuture(Thread.currentThread());
    }

    @Async
    @Dosync
    CompletionStage<Integer> transaction() {
      return CompletableFuture.completedFuture(done.alter(n -> n + 1));
    }
  }

  @Inject Backup backup;

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void callerGoesOnAndMayAskLater() throws Exception {
    backup.upload();
    await().until(() -> backup.uploads() == 1);

    assertThat(backup.thread()).isInstanceOf(Promise.class);
    assertThat(backup.thread().toCompletableFuture().join()).startsWith("dosync-send-off-");
    assertThat(backup.future().get(20, SECONDS)).isEqualTo(2);
    assertThat(backup.promise().deref()).isEqualTo(3);
    assertThat(backup.nothing().join()).isNull();
  }

  @Test
  void failureIsTheDirectCause() {
    assertThatThrownBy(() -> backup.failure().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> backup.failedStage().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void failureOfAVoidMethodIsReported() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    backup.failUnheard();
    await().until(() -> failures.size() == 1);

    assertThat(failures.get(0).cause()).isInstanceOf(IllegalStateException.class);
    assertThat(failures.get(0).sentFrom()).isEqualTo("Backup.failUnheard");
  }

  @Test
  void cancelInterruptsTheBody() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<Integer> future = backup.untilInterrupted(begun, interrupted);
    Patience.await(begun);

    assertThat(future.cancel(true)).isTrue();
    Patience.await(interrupted);
  }

  @Test
  void callInATransactionStartsAfterTheCommitOnceOrNever() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      backup.upload();
                      throw new IllegalStateException("abort");
                    }))
        .hasMessage("abort");
    Ref<Integer> ref = Ref.of(0);
    int[] tries = {0};
    Future<Integer> last =
        Transaction.dosync(
            () -> {
              backup.upload();
              ref.alter(n -> n + 1);
              if (tries[0]++ == 0) {
                Patience.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 1)));
              }
              assertThat(backup.uploads()).isZero();
              return backup.future();
            });
    assertThat(tries[0]).isEqualTo(2);
    assertThat(((Promise<Integer>) last).deref()).isEqualTo(2);
    await().until(() -> backup.uploads() == 1);
  }

  @Test
  void eachCallHasARequestContextOfItsOwn() {
    assertThat(backup.requests().toCompletableFuture().join()).isEqualTo(3);
    assertThat(backup.requests().toCompletableFuture().join()).isEqualTo(3);
  }

  @Test
  void asyncMethodMayBeATransaction() {
    assertThat(backup.transaction().toCompletableFuture().join()).isEqualTo(1);
  }

  @Test
  void callToItselfDoesNotPassTheContainer() {
    assertThat(backup.callsItself().toCompletableFuture().join()).isTrue();
  }
}
