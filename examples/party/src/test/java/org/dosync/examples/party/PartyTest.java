package org.dosync.examples.party;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The manager waits for the host, and only for the first number. */
class PartyTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Nested
  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({Host.class, Manager.class})
  class Beans {

    @Inject Host host;
    @Inject Manager manager;

    @Test
    void theManagerWaitsUntilTheHostHasCounted() {
      CompletionStage<String> prepared = manager.prepare();
      assertThat(host.listen()).isEqualTo("How many guests will come?");
      assertThat(prepared.toCompletableFuture()).isNotDone();

      assertThat(host.count(30, 20)).isTrue();

      assertThat(prepared.toCompletableFuture().join()).isEqualTo("Total guest count is 50");
    }

    @Test
    void theFirstNumberCounts() {
      assertThat(host.count(50)).isTrue();
      assertThat(host.count(60)).isFalse();
      assertThat(manager.prepare().toCompletableFuture().join()).endsWith("50");
    }
  }
}
