package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process for each application: what a WAR has is in its class path. */
class HelidonTest extends ProbeTests {

  private static final List<Integer> JDKS = List.of(25); // from 21 on

  private final Helidon helidon = new Helidon();

  HelidonTest() {
    super(Helidon.name(), JDKS);
  }

  /** Not below the path of its {@code Application}, which would have to be a bean. */
  @Override
  URI probe() {
    return URI.create(helidon.address() + "/");
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    return helidon.start(jdk, directory, options, Build.war("probe"));
  }

  @Override
  void bringProbe() {
    process.awaitLog(0, "Server started on");
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
