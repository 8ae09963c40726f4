package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A method with @AroundInvoke in the bean itself is inside the transaction. */
@Timeout(60)
class OwnInterceptorTest {

  static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @ApplicationScoped
  static class Account {
    private final Ref<Integer> balance = Ref.of(1);

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      SEEN.add("around " + Transaction.isRunning());
      return call.proceed();
    }

    @Dosync
    void loseOnce() {
      boolean first = !SEEN.contains("body");
      SEEN.add("body");
      balance.alter(now -> now + 1);
      if (first) {
        Patience.elsewhere(() -> Transaction.dosync(() -> balance.alter(now -> now + 1)));
      }
    }
  }

  @Test
  void itRunsForEachTryOnWeldAndForTheFirstOneOnOpenWebBeans() {
    try (SeContainer container = Containers.start(Account.class)) {
      container.select(Account.class).get().loseOnce();
      assertThat(SEEN)
          .containsExactlyElementsOf(
              Containers.isOpenWebBeans()
                  ? List.of("around true", "body", "body")
                  : List.of("around true", "body", "around true", "body"));
    }
  }
}
