package org.dosync.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.dosync.testing.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A test that looks at the whole process runs alone, and nobody is looked at after it. */
class IsolationTest {

  @DosyncTest
  static class Alone {
    @Test
    void test() {}
  }

  @Test
  void suchATestRunsAlone() {
    TestDescriptor engine =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Alone.class))
            .discover()
            .getEngineDescriptor();
    TestDescriptor testClass = engine.getChildren().iterator().next();
    assertThat(((Node<?>) testClass).getExclusiveResources())
        .containsExactly(new ExclusiveResource(Resources.GLOBAL, LockMode.READ_WRITE));
  }

  @DosyncTest
  static class Unmade {
    Unmade() {
      assertThat(Observation.observer()).isNotNull();
      throw new IllegalStateException("not made");
    }

    @Test
    void test() {}
  }

  @Test
  void nobodyIsLookedAtAfterATestThatCouldNotBeMade() {
    assertThat(Tests.failures(Unmade.class)).containsExactly("not made");
    assertThat(Observation.observer()).isNull();
  }

  @DosyncTest(retries = -1)
  static class Negative {
    @Test
    void test() {}
  }

  @Test
  void negativeRetriesAreRefused() {
    assertThat(Tests.failures(Negative.class)).containsExactly("retries must be 0 or more, not -1");
  }

  @Test
  void nullsAreRefusedByTheirName() {
    assertThatThrownBy(() -> new ManualClock(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("start");
    assertThatThrownBy(() -> Probe.awaitQuiescent(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("timeout");
    assertThatThrownBy(() -> Probe.forceConflicts(null, 1))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("transaction");
  }
}
