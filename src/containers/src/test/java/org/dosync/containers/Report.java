package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.commons.support.ReflectionSupport.findMethods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** What came out of the tests of a server: lines while they run, and a row for the table. */
final class Report implements BeforeAllCallback, TestWatcher {

  private static final Path TABLE = Path.of("../../docs/containers.md");

  private final String container;
  private final long begun = System.nanoTime();
  private final Set<String> differences = new TreeSet<>();
  private Map<String, String> environment = Map.of();
  private String thread = "";
  private int tests;
  private int passed;
  private int failed;

  Report(String container) {
    this.container = container;
  }

  /** For what it writes on a JDK; empty. */
  Path directory(Jdk jdk) throws IOException {
    String name = container.replaceAll("[^A-Za-z0-9.]+", "-") + "-" + jdk.version();
    return Build.empty(Build.directory().resolve("runs").resolve(name));
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
  public void beforeAll(ExtensionContext context) {
    tests =
        findMethods(
                context.getRequiredTestClass(),
                method -> method.isAnnotationPresent(Test.class),
                HierarchyTraversalMode.TOP_DOWN)
            .size();
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

  /** A row for the table, if all tests have passed; and the table has to have it. */
  void show() throws IOException {
    say(failed == 0 ? passed + " tests passed" : failed + " tests FAILED, " + passed + " passed");
    if (passed == tests) {
      Row row = row();
      Path rows = Files.createDirectories(Build.directory().resolve("rows"));
      Files.writeString(rows.resolve(container + ", JDK " + environment.get("java")), row + "\n");
      assertThat(row.isIn(Files.readString(TABLE)))
          .as("%s has this row (the JDK may be one of several):%n%s", TABLE, row)
          .isTrue();
    }
  }

  private Row row() {
    return new Row(
        container,
        environment.get("cdi") + ", " + environment.get("implementation"),
        environment.get("java"),
        "all " + tests,
        (thread.startsWith("dosync") ? "its own, `" : "the server's threads, `") + thread + "`",
        String.join("; ", differences));
  }

  private void say(String what) {
    System.out.printf(
        "%s on JDK %s: %s after %d s%n",
        container, environment.get("java"), what, (System.nanoTime() - begun) / 1_000_000_000);
  }
}
