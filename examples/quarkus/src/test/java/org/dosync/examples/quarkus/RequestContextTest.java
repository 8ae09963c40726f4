package org.dosync.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Async;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The executor of Quarkus carries the request context of the caller, as it does for all tasks. */
@QuarkusTest
@Timeout(60)
class RequestContextTest {

  @RequestScoped
  static class Request {
    private int calls;

    int next() {
      return ++calls;
    }
  }

  @ApplicationScoped
  static class Caller {
    @Inject Request request;

    @Async
    CompletionStage<Integer> next() {
      return CompletableFuture.completedFuture(request.next());
    }
  }

  @AgentState
  static class Counter {
    @Inject Request request;

    int next() {
      return request.next();
    }
  }

  @Inject Request request;
  @Inject Caller caller;
  @Inject Counter counter;

  @Test
  void actionsAndAsynchronousCallsHaveThatOfTheirCaller() throws Exception {
    assertThat(request.next()).isEqualTo(1);
    assertThat(caller.next().toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(counter.next()).isEqualTo(3);
    assertThat(request.next()).isEqualTo(4);
  }
}
