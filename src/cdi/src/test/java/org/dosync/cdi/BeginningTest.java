package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs begin with the application, whichever event tells of it. */
@Timeout(60)
class BeginningTest {

  @ApplicationScoped
  static class Periodic {
    private final CountDownLatch ran = new CountDownLatch(1);

    @Every("1ms")
    void run() {
      ran.countDown();
    }

    void await() throws InterruptedException {
      ran.await();
    }
  }

  /** CDI 4 fires the event of CDI 3 as well. */
  static class AsInCdi3 implements Extension {
    void add(@Observes BeforeBeanDiscovery event) {
      event.addAnnotatedType(BeginningInCdi3.class, "CDI 3");
    }

    void leaveOut(@Observes ProcessAnnotatedType<Beginning> event) {
      event.veto();
    }
  }

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

  @Test
  void theEventIsOneThatTheContainerKnows() {
    assertThat(Deployment.beginning(Startup.class.getClassLoader())).isEqualTo(Beginning.class);
    assertThat(Deployment.beginning(new WithoutStartup())).isEqualTo(BeginningInCdi3.class);
  }

  @Test
  void jobsBeginInCdi3() throws Exception {
    Extension[] extensions = {new DosyncExtension(), new AsInCdi3()};
    try (SeContainer container = Containers.start(extensions, Periodic.class)) {
      container.select(Periodic.class).get().await();
    }
  }
}
