package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for an application wherever it runs: the probe. */
@ExtendWith(WhereServersAre.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class ProbeTests {

  static final int CLIENTS = 16;
  private static final int REQUESTS = 50; // of each

  final Http probe;
  ServerProcess process;
  private final List<Integer> jdks;

  @RegisterExtension final Report report;

  ProbeTests(String container, List<Integer> jdks) {
    this.probe = new Http(this::probe);
    this.jdks = jdks;
    this.report = new Report(container);
  }

  @BeforeAll
  void start() throws IOException {
    Jdk jdk = Jdk.of(jdks);
    Path directory = report.directory(jdk);
    process = start(jdk, directory, options(directory));
    bringProbe();
    report.describe(probe.facts("environment"));
  }

  /** Starts the container. */
  abstract ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException;

  /** Returns when the probe answers. */
  abstract void bringProbe() throws IOException;

  /** Where it answers. */
  abstract URI probe();

  @AfterAll
  void stop() throws Exception {
    if (process != null) {
      assertThat(process.stop()).as("it ends in order").isTrue();
      report.show();
    }
  }

  /** For the JVM of the container, in a directory for what it writes. */
  static List<String> options(Path directory) throws IOException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    return List.of(
        "-Xmx512m",
        "-XX:SoftRefLRUPolicyMSPerMB=0", // what is held softly is not held
        "-Djava.net.preferIPv4Stack=true",
        "-Djava.io.tmpdir=" + temporary,
        "-Dreservation.hold=PT5S",
        "-Dreservation.sweep=500ms",
        "-javaagent:" + Build.given("dosync-guard.jar"));
  }

  // ---- transactions and agents

  @Test
  void noUpdateIsLostAndEachIsNotedOnce() throws Exception {
    Map<String, String> before = probe.facts("transactions");
    together(this::transferOften);
    Map<String, String> after = probe.facts("transactions");
    assertThat(after).containsEntry("sum", "0");
    assertThat(change(before, after, "transferred")).isEqualTo(CLIENTS * REQUESTS);
    assertThat(change(before, after, "notes")).isEqualTo(CLIENTS * REQUESTS);
  }

  /** By as many clients as there are. */
  static void together(Runnable work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      running.add(threads.submit(work));
    }
    threads.shutdown();
    for (Future<?> one : running) {
      one.get();
    }
  }

  private void transferOften() {
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(probe.post("transactions")).isEqualTo("sum=0\n");
    }
  }

  private static int change(Map<String, String> before, Map<String, String> after, String fact) {
    return Integer.parseInt(after.get(fact)) - Integer.parseInt(before.get(fact));
  }

  @Test
  void anUndoneTransactionLeavesNothing() {
    Map<String, String> before = probe.facts("transactions");
    assertThat(probe.post("transactions/undone")).isEqualTo("thrown=Never mind\n");
    assertThat(probe.facts("transactions")).isEqualTo(before);
  }

  @Test
  void aCallOfABeanToItselfIsInterceptedInArcOnly() {
    assertThat(probe.facts("transactions")).containsEntry("selfCallIsIntercepted", "false");
  }

  // ---- work on other threads

  @Test
  void anActionRunsOnAThreadOfTheServerWithTheClassesOfTheApplication() {
    assertPlace(probe.facts("work/action"));
  }

  @Test
  void anAsynchronousCallHasARequestContextOfItsOwn() {
    Map<String, String> place = probe.facts("work/async");
    assertPlace(place);
    assertThat(place.get("visit")).isNotEqualTo(place.get("visitOfCaller"));
    report.runsOn(place.get("thread"));
    if (place.get("names").equals("false")) {
      report.differs("`@Async` methods find no `java:` names");
    }
  }

  @Test
  void aStageMayBeWhatAResourceAnswers() {
    assertPlace(probe.facts("work/stage"));
  }

  @Test
  void aJobHasARequestContextOfItsOwnWhereverItRuns() {
    await().until(() -> Integer.parseInt(probe.facts("work/job").get("ticks")) > 1);
    Map<String, String> job = probe.facts("work/job");
    assertPlace(job);
    assertThat(job).containsKey("visit");
    if (job.get("names").equals("false")) {
      report.differs("jobs find no `java:` names");
    }
    int ticks = Integer.parseInt(job.get("ticks"));
    await().until(() -> Integer.parseInt(probe.facts("work/job").get("ticks")) > ticks);
  }

  final void assertPlace(Map<String, String> place) {
    assertThat(place.get("thread").startsWith("dosync"))
        .as(place.toString())
        .isNotEqualTo(hasManagedExecutor());
    assertThat(place).containsEntry("classes", "true");
  }

  final boolean hasManagedExecutor() {
    return probe.facts("environment").get("executor").equals("true");
  }

  @Test
  void failuresReachTheCallerOrTheObserver() {
    assertThat(probe.get("work/async/failure?message=one")).isEqualTo("one");
    probe.post("work/failure?message=two");
    await().until(() -> probe.get("work/failure").equals("two"));
  }

  // ---- shared references

  @Test
  void beansShareAReferenceAndAreToldOfItsChanges() {
    String before = probe.facts("shared").get("value");
    probe.put("shared/20");
    assertThat(probe.facts("shared"))
        .containsEntry("value", "20")
        .containsEntry("told", before + " to 20");
    probe.put("shared/" + before);
  }

  @Test
  void firstValuesComeFromAProducerOrFromConfiguration() {
    assertThat(probe.facts("shared")).containsEntry("mark", "42");
    String first = probe.facts("shared").get("value");
    assertThat(first).isIn("3", "7");
    if (first.equals("3")) {
      report.differs("no MicroProfile Config: it is configured by system properties");
    }
  }

  // ---- the guard

  @Test
  void theGuardRefusesToWriteInATransaction() {
    assertThat(probe.facts("POST", "guard"))
        .containsEntry("guarded", "true")
        .containsEntry("refused", "FILE_WRITE")
        .containsEntry("bytes", "0")
        .containsEntry("written", "0");
  }
}
