package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dosync.containers.Server.EAR;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.dosync.examples.reservation.load.Load;
import org.dosync.examples.reservation.load.Progress;
import org.dosync.examples.reservation.load.RequestFile;
import org.junit.jupiter.api.Test;

/** What holds in each server besides. The probe runs there before each test and after it. */
abstract class ServerTests extends ProbeTests {

  private static final String PROBE = "probe";
  private static final String PLAIN = "plain";
  private static final Predicate<String> OURS = name -> name.startsWith("dosync");
  private static final int BOOKINGS = 2_000;

  private final Server server;

  ServerTests(Server server) {
    super(server.name(), server.jdks());
    this.server = server;
  }

  @Override
  URI probe() {
    return URI.create(server.address() + "/" + PROBE + "/api/");
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    return server.start(jdk, directory, options);
  }

  @Override
  void bringProbe() throws IOException {
    assertThat(server.deploy(PROBE, Build.war(PROBE))).isTrue();
  }

  // ---- deployment

  @Test
  void anApplicationWithMistakesIsRefusedAndTheLogHasAllOfThem() throws Exception {
    int length = process.log().length();
    assertThat(server.deploy("broken", Build.war("broken"))).isFalse();
    process.awaitThat(
        "both mistakes in the log",
        () -> process.logFrom(length).matches("(?s).*DOSYNC-002.*DOSYNC-008.*"));
    server.undeploy("broken");
    assertThat(probe.facts("transactions")).containsEntry("sum", "0");
  }

  @Test
  void anApplicationThatGoesLeavesNoThreadAndComesBack() throws Exception {
    for (int round = 0; round < 3; round++) {
      server.undeploy(PROBE);
      assertThat(probe.status("environment")).isEqualTo(404);
      await("no thread of ours").until(() -> process.threads().stream().noneMatch(OURS));
      tellWhatIsKept();
      assertThat(server.deploy(PROBE, Build.war(PROBE))).isTrue();
      assertThat(probe.post("transactions")).isEqualTo("sum=0\n");
      assertThat(probe.facts("transactions")).containsEntry("notes", "1");
    }
  }

  private void tellWhatIsKept() throws Exception {
    if (isKept("org.dosync.containers.probe.Probe")) {
      report.differs(
          "the classes of an undeployed application are still in memory"
              + (isPlainOneKept() ? ", with Dosync or without" : ""));
    }
  }

  /** Like the other one it has a door and an extension, and many who come. */
  private boolean isPlainOneKept() throws Exception {
    assertThat(server.deploy(PLAIN, Build.war(PLAIN))).isTrue();
    Http plain = new Http(() -> URI.create(server.address() + "/" + PLAIN + "/api/"));
    together(() -> plain.get("visits"));
    assertThat(plain.get("visits")).isEqualTo(String.valueOf(CLIENTS + 1));
    server.undeploy(PLAIN);
    return isKept("org.dosync.containers.plain.Plain");
  }

  private boolean isKept(String className) {
    process.classesOfObjects(); // a first collection clears what is held weakly
    return process.classesOfObjects().contains(className);
  }

  /** Which is no part of the module, and does not see it. */
  @Test
  void anEarMayHaveDosyncInItsLibrary() throws Exception {
    if (!server.takesEars()) {
      report.differs("no EARs with Dosync in their library");
      return;
    }
    assertThat(server.deploy(EAR, Build.ear(EAR, Build.war(PROBE)))).isTrue();
    Http module = new Http(() -> URI.create(server.address() + "/" + EAR + "/api/"));
    assertThat(module.post("transactions")).isEqualTo("sum=0\n");
    assertThat(module.facts("transactions")).containsEntry("notes", "1");
    assertPlace(module.facts("work/action"));
    assertPlace(module.facts("work/async"));
    await().until(() -> Integer.parseInt(module.facts("work/job").get("ticks")) > 1);
    assertThat(module.facts("shared")).containsEntry("mark", "42");
    server.undeploy(EAR);
  }

  // ---- who calls

  /** One agent, and many callers in turn. */
  @Test
  void theCallerOfAnActionOrAnAsynchronousCallIsKnownThereIfTheServerRunsIt() {
    boolean managed = hasManagedExecutor();
    for (int i = 0; i < CLIENTS; i++) {
      String name = "caller" + i;
      Map<String, String> known = probe.as(name).facts("work/caller");
      assertThat(known).containsEntry("here", name);
      if (managed) {
        assertThat(known).containsEntry("action", name).containsEntry("async", name);
      } else if (!known.get("async").equals(name)) {
        report.differs("agents and `@Async` methods do not know who calls");
      }
    }
  }

  // ---- the real application

  @Test
  void theReservationSystemSellsNoSeatTwice() throws Exception {
    assertThat(server.deploy("reservation", Build.given("reservation.war"))).isTrue();
    URI page = URI.create(server.address() + "/reservation/");
    assertThat(new Http(() -> page).get("")).contains("<html");
    RequestFile file = RequestFile.shipped();
    Load load = new Load(page, new RequestFile(file.requests().subList(0, BOOKINGS), List.of()));
    load.run(CLIENTS, new Progress(new PrintStream(OutputStream.nullOutputStream()), false));
    assertThat(load.violations(load.books())).isEmpty();
    assertThat(load.booked()).isNotEmpty();
    await("the sweep").until(() -> !load.books().toString().contains("HELD"));
    assertThat(load.violations(load.books())).isEmpty();
    server.undeploy("reservation");
  }
}
