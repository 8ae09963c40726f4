package org.dosync.examples.guarded;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a test class whose only test is to fail. */
final class Failed {

  private static final Pattern IDENTITY =
      Pattern.compile("[0-9a-f]{8}-[-0-9a-f]{27}|(?<=@)[0-9a-f]+\\S*");

  /** Those that a page shows, the first and the second. */
  private static final List<String> SHOWN = List.of("0b1f", "7c2e");

  private Failed() {}

  /** The message, with one line number for all; identities are others each time. */
  static String message(Class<?> testClass) {
    return anyLine(failure(testClass));
  }

  private static String failure(Class<?> testClass) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(testClass))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable())
        .map(thrown -> thrown.orElseThrow().getMessage())
        .findFirst()
        .orElse("nothing failed");
  }

  static String anyLine(String message) {
    List<String> found = new ArrayList<>();
    return IDENTITY
        .matcher(message.replaceAll("\\.java:\\d+\\)", ".java:24)"))
        .replaceAll(match -> shown(match.group(), found));
  }

  /** What is the same is shown as the same. */
  private static String shown(String identity, List<String> found) {
    if (!found.contains(identity)) {
      found.add(identity);
    }
    return SHOWN.get(found.indexOf(identity));
  }
}
