package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Scheduler;
import org.junit.jupiter.api.Test;

/** Jobs begin once with the application, whichever event tells of it. */
class BeginningTest {

  private static final Beginning OF_CDI_3 = Beginning.in(new WithoutStartup());

  /** As that of a container with CDI 3. */
  static class WithoutStartup extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Startup.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** CDI 4 fires the event of CDI 3 as well. */
  static class AsInCdi3 implements Extension {
    final AtomicInteger begun = new AtomicInteger();

    void add(@Observes AfterBeanDiscovery event) {
      OF_CDI_3.observe(event, begun::incrementAndGet);
    }
  }

  @Test
  void theEventIsOneThatTheContainerKnows() {
    assertThat(Beginning.in(Startup.class.getClassLoader()))
        .isEqualTo(new Beginning(Startup.class, Any.Literal.INSTANCE));
    assertThat(OF_CDI_3)
        .isEqualTo(new Beginning(Object.class, Initialized.Literal.of(ApplicationScoped.class)));
  }

  @Test
  void whatCdi3FiresIsHeardOnce() {
    AsInCdi3 cdi3 = new AsInCdi3();
    Containers.start(new Extension[] {cdi3}).close();
    assertThat(cdi3.begun).hasValue(1);
  }

  @ApplicationScoped
  static class Till {
    final AtomicInteger failures = new AtomicInteger();

    @Every("1h")
    void count() {}

    void hear(@Observes Failure failure) {
      failures.incrementAndGet();
    }

    int failures() {
      return failures.get();
    }
  }

  @Test
  void jobsAndObserversAreThereOnceThoughEachModuleOfAnEarBegins() {
    try (SeContainer container = Containers.start(Till.class)) {
      container.getBeanManager().getEvent().select(Startup.class).fire(new Startup());
      assertThat(container.select(Scheduler.class).get().scheduledJobs()).hasSize(1);
      Failures.report(new Failure("future", null, new IllegalStateException("on purpose")));
      assertThat(container.select(Till.class).get().failures()).isEqualTo(1);
    }
  }
}
