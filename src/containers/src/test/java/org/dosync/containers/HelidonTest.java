package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A process for each application: what a WAR has is in its class path. */
class HelidonTest extends ProbeTests {

  private static final List<Integer> JDKS = List.of(25); // from 21 on

  private final Helidon helidon = new Helidon();
  private ServerProcess process;

  HelidonTest() {
    super(Helidon.name());
  }

  /** Not below the path of its {@code Application}, which would have to be a bean. */
  @Override
  URI probe() {
    return URI.create(helidon.address() + "/");
  }

  @BeforeAll
  void start() throws IOException {
    Jdk jdk = Jdk.of(JDKS);
    Path directory = report.directory(jdk);
    process = helidon.start(jdk, directory, options(directory), Build.war("probe"));
    process.awaitLog(0, "Server started on");
    report.describe(probe.facts("environment"));
  }

  @AfterAll
  void stop() throws Exception {
    if (process != null) {
      assertThat(process.stop()).as("it ends in order").isTrue();
      report.show();
    }
  }

  @Test
  void anApplicationWithMistakesDoesNotStartAndSaysAllOfThem() throws Exception {
    Jdk jdk = Jdk.of(JDKS);
    Path directory = Build.empty(Build.directory().resolve("runs").resolve("Helidon-broken"));
    ServerProcess broken =
        new Helidon().start(jdk, directory, options(directory), Build.war("broken"));
    assertThat(broken.ends()).isTrue();
    assertThat(broken.log()).contains("DOSYNC-002", "DOSYNC-008");
  }
}
