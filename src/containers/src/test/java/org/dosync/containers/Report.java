package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** What came out of the tests of a server: lines while they run, and a row for the table. */
final class Report implements TestWatcher {

  private final Server server;
  private final long begun = System.nanoTime();
  private final Set<String> differences = new TreeSet<>();
  private Map<String, String> environment = Map.of();
  private String thread = "";
  private int passed;
  private int failed;

  Report(Server server) {
    this.server = server;
  }

  /** Of a server on a JDK, for the name of a file. */
  String key(Jdk jdk) {
    return server.name().replaceAll("[^A-Za-z0-9.]+", "-") + "-" + jdk.version();
  }

  void describe(Map<String, String> facts) {
    environment = facts;
    say("started");
  }

  void runsOn(String name) {
    thread = name.replaceAll("\\d+$", "N");
  }

  void differs(String how) {
    differences.add(how);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed++;
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed++;
    say("FAILED: " + context.getDisplayName());
  }

  void show() throws IOException {
    say(failed == 0 ? passed + " tests passed" : failed + " tests FAILED, " + passed + " passed");
    if (failed == 0 && passed > 0) {
      Path rows = Files.createDirectories(Build.directory().resolve("rows"));
      Files.writeString(rows.resolve(server.name()), row().toString());
    }
  }

  private Row row() {
    return new Row(
        server.name(),
        environment.get("cdi") + ", " + environment.get("implementation"),
        environment.get("java"),
        "all " + passed,
        thread.startsWith("dosync")
            ? "its own, `" + thread + "`"
            : "the server's, `" + thread + "`",
        String.join("; ", differences));
  }

  private void say(String what) {
    System.out.printf(
        "%s on JDK %s: %s after %d s%n",
        server.name(), environment.get("java"), what, (System.nanoTime() - begun) / 1_000_000_000);
  }
}
