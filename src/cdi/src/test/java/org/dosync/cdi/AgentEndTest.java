package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent bean has made is destroyed with it, and nothing is made afterwards. */
@Beans({AgentEndTest.Visitor.class, AgentEndTest.Guest.class, AgentEndTest.Request.class})
@Timeout(60)
class AgentEndTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();
  static volatile CountDownLatch closed = new CountDownLatch(1);

  /** Does something when the bean looks for its instance. */
  record Key(String name, Runnable whenLookedFor) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && name.equals(key.name);
    }

    @Override
    public int hashCode() {
      whenLookedFor.run();
      return name.hashCode();
    }
  }

  @RequestScoped
  static class Request {
    String name() {
      return "a request";
    }
  }

  @AgentState
  static class Guest {
    @Inject Request request;

    void stay(CountDownLatch begun, CountDownLatch end) {
      begun.countDown();
      Patience.await(end);
    }

    int use() {
      return 1;
    }

    @PreDestroy
    void close() {
      EVENTS.add("close in " + request.name());
      closed.countDown();
    }
  }

  @AgentState
  static class Visitor {
    @PostConstruct
    void open() {
      EVENTS.add("open");
    }

    int use(@AgentKey Key key) {
      return 1;
    }

    @PreDestroy
    void close() {
      EVENTS.add("close");
    }
  }

  @Inject Visitor visitor;
  @Inject Instance<Visitor> visitors;

  @Inject Guest guest;
  @Inject Instance<Guest> guests;

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
    closed = new CountDownLatch(1);
  }

  private void destroy() {
    visitors.destroy(visitor);
  }

  @Test
  void beanThatIsDestroyedDestroysItsInstances() {
    visitor.use(new Key("a", () -> {}));
    visitor.use(new Key("b", () -> {}));
    destroy();
    assertThat(EVENTS).containsExactly("open", "open", "close", "close");
  }

  @Test
  void destroyedInstanceHasARequestContext() {
    guest.use();
    Patience.elsewhere(() -> guests.destroy(guest));
    assertThat(EVENTS).containsExactly("close in a request");
  }

  @Test
  void instanceThatIsDestroyedAfterItsLastActionHasARequestContext() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    guest.stay(begun, end);
    Patience.await(begun);
    Patience.elsewhere(() -> guests.destroy(guest));
    end.countDown();
    Patience.await(closed);
    assertThat(EVENTS).containsExactly("close in a request");
  }

  @Test
  void callThatComesTooLateMakesNothing() {
    Throwable thrown = catchThrowable(() -> visitor.use(new Key("a", this::destroy)));
    assertThat(thrown).hasMessageContaining("the bean has been destroyed");
    assertThat(EVENTS).isEmpty();
  }
}
