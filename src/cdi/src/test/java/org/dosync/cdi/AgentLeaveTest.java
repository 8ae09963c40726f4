package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Step by step: an idle instance leaves, unless somebody comes at the last moment. */
@Beans({AgentLeaveTest.Visitor.class, AgentLeaveTest.Steps.class})
@Timeout(60)
class AgentLeaveTest {

  static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  /** What the next instance does when it goes. */
  static Runnable farewell = () -> {};

  /** Nothing runs by itself. */
  @ApplicationScoped
  static class Steps {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    @Produces
    @DosyncExecutor
    Executor executor() {
      return waiting::add;
    }

    void runFirst() {
      Runnable first = waiting.poll();
      assertThat(first).isNotNull();
      first.run();
    }

    void run() {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    }
  }

  @AgentState(idleTimeout = "1h")
  static class Visitor {
    private int used;

    @PostConstruct
    void open() {
      EVENTS.add("open");
    }

    void use(@AgentKey String key) {
      EVENTS.add("used " + ++used);
    }

    @PreDestroy
    void close() {
      EVENTS.add("close");
      farewell.run();
    }
  }

  @Inject Visitor visitor;
  @Inject Steps steps;
  @Inject Instance<Object> all;
  @Inject BeanManager beans;

  @BeforeEach
  void nothingHasHappened() {
    EVENTS.clear();
  }

  private void use() {
    visitor.use("a");
    steps.run();
  }

  /** Whoever was not called since the last time has an action to leave by then. */
  private void look() {
    all.select(Scheduler.class).get().scheduledJobs().get(0).runNow();
    steps.runFirst();
  }

  @Test
  void instanceThatNobodyCallsLeaves() {
    use();
    look();
    look();
    steps.run();
    assertThat(EVENTS).containsExactly("open", "used 1", "close");
    use();
    assertThat(EVENTS).containsExactly("open", "used 1", "close", "open", "used 1");
  }

  @Test
  void instanceThatWasCalledStays() {
    for (int turn = 1; turn <= 3; turn++) {
      use();
      look();
      steps.run();
    }
    assertThat(EVENTS).containsExactly("open", "used 1", "used 2", "used 3");
  }

  @Test
  void callBehindTheLeaveKeepsTheInstance() {
    use();
    look();
    look();
    visitor.use("a");
    steps.run();
    assertThat(EVENTS).containsExactly("open", "used 1", "used 2");
  }

  @Test
  void callThatATransactionHoldsKeepsTheInstance() {
    use();
    look();
    look();
    Transaction.dosync(
        () -> {
          visitor.use("a");
          Patience.elsewhere(steps::run);
        });
    steps.run();
    assertThat(EVENTS).containsExactly("open", "used 1", "used 2");
  }

  @Test
  void callThatComesWhileItGoesMeetsAFreshOne() {
    use();
    farewell = () -> Patience.elsewhere(() -> visitor.use("a"));
    look();
    look();
    steps.run();
    farewell = () -> {};
    assertThat(EVENTS).containsExactly("open", "used 1", "close", "open", "used 1");
  }

  @Test
  void keyStaysWithItsAgentWhileSomebodyIsAboutToSend() {
    AgentInstances<?> instances = instances();
    AgentInstance<?> caller = instances.enter("a");
    leave(caller);
    AgentInstance<?> other = instances.enter("a");
    assertThat(other).isSameAs(caller);
    instances.leave(other);
    instances.leave(caller);

    leave(caller);
    assertThat(instances.enter("a")).isNotSameAs(caller);
  }

  private AgentInstances<?> instances() {
    Bean<?> bean = beans.resolve(beans.getBeans(Visitor.class));
    return all.select(Container.class).get().instancesOf(bean);
  }

  private void leave(AgentInstance<?> instance) {
    instance.leaveIfIdle();
    instance.leaveIfIdle();
    steps.run();
  }
}
