package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told that a request context has ended, and throws, takes nothing back. */
@Timeout(60)
class RequestEndTest {

  @ApplicationScoped
  static class Listener {
    static volatile @Nullable RuntimeException thrown;

    void ended(@Observes @Destroyed(RequestScoped.class) Object request) {
      RuntimeException now = thrown;
      if (now != null) {
        throw now;
      }
    }
  }

  @AgentState
  static class Counter {
    private int sum;

    int add(int number) {
      sum += number;
      return sum;
    }

    int fail() {
      throw new UnsupportedOperationException("on purpose");
    }
  }

  @ApplicationScoped
  static class Backup {
    @Async
    CompletionStage<String> save() {
      return CompletableFuture.completedFuture("saved");
    }
  }

  @Test
  void whatHasRunHasRunThoughAnObserverOfItsEndThrows() {
    for (RuntimeException thrown :
        new RuntimeException[] {new IllegalArgumentException(), new IllegalStateException()}) {
      try (CapturedLog log = new CapturedLog();
          SeContainer container =
              Containers.start(Listener.class, OneThread.class, Counter.class, Backup.class)) {
        Listener.thrown = thrown;
        Counter counter = container.select(Counter.class).get();
        assertThat(counter.add(2)).isEqualTo(2);
        assertThat(log.messages()).containsExactly("A request context has not ended as it should");
        assertThatThrownBy(counter::fail).hasMessage("on purpose");
        assertThat(counter.add(3)).isEqualTo(5);
        Backup backup = container.select(Backup.class).get();
        assertThat(backup.save().toCompletableFuture().join()).isEqualTo("saved");
      } finally {
        Listener.thrown = null;
      }
    }
  }
}
