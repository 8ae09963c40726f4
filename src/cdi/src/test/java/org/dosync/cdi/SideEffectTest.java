package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dosync.Effect;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Policy;
import org.dosync.Ref;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A method with @SideEffect is not a part of a transaction, unless it says that it may be. */
@Beans({SideEffectTest.Post.class, SideEffectTest.Careful.class})
@Timeout(60)
class SideEffectTest {

  @ApplicationScoped
  static class Post {
    final List<String> sent = new CopyOnWriteArrayList<>();

    List<String> sent() {
      return sent;
    }

    @SideEffect
    int letter(String text) {
      sent.add(text);
      return sent.size();
    }

    @SideEffect(Policy.DEFER)
    void later(String text) {
      sent.add(text + (Transaction.isRunning() ? ", in the transaction" : ""));
    }

    @SideEffect(Policy.DEFER)
    void failLater() throws IOException {
      throw new IOException("on purpose");
    }

    @SideEffect(Policy.WARN)
    int warned(String text) {
      sent.add(text);
      Transaction.io();
      return sent.size();
    }

    @SideEffect(Policy.ALLOW)
    int allowed(String text) {
      sent.add(text);
      Transaction.io();
      return sent.size();
    }
  }

  @ApplicationScoped
  @SideEffect(Policy.ALLOW)
  static class Careful {
    int all() {
      Transaction.io();
      return 1;
    }

    @SideEffect(Policy.FORBID)
    int butThis() {
      return 2;
    }
  }

  @Inject Post post;
  @Inject Careful careful;
  private final Ref<Integer> ref = Ref.of(0);

  @AfterEach
  void resetFailures() {
    Failures.setHandler(null);
  }

  @Test
  void outsideATransactionItIsAMethodLikeAnyOther() {
    assertThat(post.letter("a")).isEqualTo(1);
    post.later("b");
    assertThat(post.warned("c")).isEqualTo(3);
    assertThat(post.allowed("d")).isEqualTo(4);

    assertThat(post.sent()).containsExactly("a", "b", "c", "d");
    assertThatThrownBy(post::failLater).isInstanceOf(IOException.class);
  }

  @Test
  void forbiddenOneEndsTheTransactionThatCallsIt() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      ref.set(1);
                      try {
                        post.letter("a");
                      } catch (IllegalStateException e) {
                        assertThat(e)
                            .hasMessageContaining("Post.letter")
                            .hasMessageContaining("Call it after the transaction, or");
                      }
                    }))
        .isInstanceOfSatisfying(
            SideEffectInTransactionException.class,
            e -> assertThat(e.effect()).isEqualTo(Effect.CUSTOM));

    assertThat(ref.deref()).isZero();
    assertThat(post.sent()).isEmpty();
  }

  @Test
  void forbiddenOneMayBeAllowedByTheCaller() {
    Transaction.dosync(() -> Transaction.allow(Set.of(Effect.CUSTOM), () -> post.letter("a")));

    assertThat(post.sent()).containsExactly("a");
  }

  @Test
  void deferredOnesRunAfterTheCommitOnceEachInOrder() {
    AtomicInteger tries = new AtomicInteger();

    Transaction.dosync(
        () -> {
          int seen = ref.deref();
          post.later("first");
          post.later("second");
          assertThat(post.sent()).isEmpty();
          if (tries.incrementAndGet() == 1) {
            Patience.elsewhere(() -> Transaction.dosync(() -> ref.alter(n -> n + 10)));
          }
          ref.set(seen + 1);
        });

    assertThat(tries).hasValue(2);
    assertThat(post.sent()).containsExactly("first", "second");
  }

  @Test
  void deferredOneDoesNotRunIfTheTransactionAborts() {
    assertThatThrownBy(
            () ->
                Transaction.dosync(
                    () -> {
                      post.later("never");
                      throw new IOException("on purpose");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(post.sent()).isEmpty();
  }

  @Test
  void whatADeferredOneThrowsIsReportedAndTheOthersRun() throws IOException {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);

    Transaction.dosync(
        () -> {
          ref.set(1);
          post.failLater();
          post.later("still");
        });

    assertThat(ref.deref()).isEqualTo(1);
    assertThat(post.sent()).containsExactly("still");
    assertThat(failures).singleElement().extracting(Failure::cause).isInstanceOf(IOException.class);
  }

  @Test
  void warningIsLoggedOncePerMethodAndTheMethodRuns() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("org.dosync");
    Handler handler = collector(lines);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      Transaction.dosync(() -> post.warned("a"));
      Transaction.dosync(() -> post.warned("b"));
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }

    assertThat(post.sent()).containsExactly("a", "b");
    assertThat(lines).singleElement().asString().contains("Post.warned");
  }

  private static Handler collector(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        lines.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void allowedOneRunsWithAllThatItDoes() {
    assertThat(Transaction.<Integer, RuntimeException>dosync(() -> post.allowed("a"))).isEqualTo(1);
  }

  @Test
  void methodGoesBeforeItsClass() {
    assertThat(Transaction.<Integer, RuntimeException>dosync(careful::all)).isEqualTo(1);
    assertThatThrownBy(() -> Transaction.dosync(careful::butThis))
        .isInstanceOf(SideEffectInTransactionException.class);
  }
}
