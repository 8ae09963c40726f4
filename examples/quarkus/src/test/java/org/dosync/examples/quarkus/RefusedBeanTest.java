package org.dosync.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.dosync.cdi.Async;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quarkus tells what is wrong when the application is built: all of it at once. */
class RefusedBeanTest {

  @RegisterExtension
  static final QuarkusUnitTest REFUSED =
      new QuarkusUnitTest()
          .withApplicationRoot(archive -> archive.addClass(Mistaken.class))
          .overrideConfigKey("quarkus.arc.exclude-types", "none.at.all")
          .assertException(RefusedBeanTest::assertAllIsTold);

  @ApplicationScoped
  static class Mistaken {
    @Async
    List<String> now() {
      return List.of();
    }

    @Send
    void later() {}

    @Dosync(timeout = "soon")
    void once() {}
  }

  private static void assertAllIsTold(Throwable thrown) {
    assertThat(thrown)
        .rootCause()
        .hasMessageContainingAll("Mistaken", "DOSYNC-002", "DOSYNC-006", "DOSYNC-008");
  }

  @Test
  void theApplicationIsNotBuilt() {
    fail("It has been built");
  }
}
