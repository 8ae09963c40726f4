package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.Policy;
import org.dosync.Promise;
import org.dosync.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interceptors of the application run where docs/interceptors.md says. */
@Beans({
  InterceptorOrderTest.First.class,
  InterceptorOrderTest.Around.class,
  InterceptorOrderTest.Journal.class,
  InterceptorOrderTest.Clerk.class
})
@Timeout(60)
class InterceptorOrderTest {

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static volatile Thread caller;

  private static void saw(String who) {
    SEEN.add(
        who
            + (Thread.currentThread() == caller ? " on the caller's thread" : " on another")
            + (Transaction.isRunning() ? ", in a transaction" : ""));
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Seen {}

  /** Outside all of ours. */
  @Seen
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  static class First {
    @AroundInvoke
    Object see(InvocationContext call) throws Exception {
      saw("first");
      return call.proceed();
    }
  }

  /** As applications have them. */
  @Seen
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class Around {
    @AroundInvoke
    Object see(InvocationContext call) throws Exception {
      saw("around");
      return call.proceed();
    }
  }

  @AgentState
  static class Journal {
    @Seen
    Promise<String> write() {
      saw("body");
      Promise<String> written = new Promise<>();
      written.deliver("written");
      return written;
    }
  }

  @ApplicationScoped
  static class Clerk {
    @Seen
    @Async
    CompletionStage<String> work() {
      saw("body");
      return CompletableFuture.completedFuture("done");
    }

    @Seen
    @Dosync
    void change() {
      saw("body");
    }

    @Seen
    @SideEffect(Policy.DEFER)
    void tell() {
      saw("body");
    }
  }

  @Inject Journal journal;
  @Inject Clerk clerk;

  @BeforeEach
  void begin() {
    SEEN.clear();
    caller = Thread.currentThread();
  }

  @Test
  void interceptorBeforeThatOfAgentsRunsOnBothThreads() {
    assertThat(journal.write().deref()).isEqualTo("written");
    assertThat(SEEN)
        .containsExactly(
            "first on the caller's thread",
            "first on another",
            "around on another",
            "body on another");
  }

  @Test
  void interceptorBeforeThatOfAsynchronousCallsRunsOnTheCallersThread() {
    assertThat(clerk.work().toCompletableFuture().join()).isEqualTo("done");
    assertThat(SEEN)
        .containsExactly("first on the caller's thread", "around on another", "body on another");
  }

  @Test
  void interceptorsOfTheApplicationRunOutsideTheTransaction() {
    clerk.change();
    assertThat(SEEN)
        .containsExactly(
            "first on the caller's thread",
            "around on the caller's thread",
            "body on the caller's thread, in a transaction");
  }

  @Test
  void interceptorsOfTheApplicationWaitWithWhatIsDeferred() {
    Transaction.dosync(
        () -> {
          clerk.tell();
          assertThat(SEEN).containsExactly("first on the caller's thread, in a transaction");
        });
    assertThat(SEEN)
        .endsWith("around on the caller's thread", "body on the caller's thread")
        .hasSize(3);
  }
}
