package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent bean has made is destroyed with it, and nothing is made afterwards. */
@Beans(AgentEndTest.Visitor.class)
@Timeout(60)
class AgentEndTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

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

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
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
  void callThatComesTooLateMakesNothing() {
    Throwable thrown = catchThrowable(() -> visitor.use(new Key("a", this::destroy)));
    assertThat(thrown).hasMessageContaining("the bean has been destroyed");
    assertThat(EVENTS).isEmpty();
  }
}
