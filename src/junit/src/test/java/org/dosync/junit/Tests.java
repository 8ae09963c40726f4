package org.dosync.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes that are to fail, or not. */
final class Tests {

  private Tests() {}

  /** The messages of the tests of a class that have failed. */
  static List<String> failures(Class<?> testClass) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(testClass))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .map(Tests::failure)
        .filter(message -> !message.isEmpty())
        .toList();
  }

  private static String failure(Event event) {
    return event
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .map(
            thrown ->
                String.valueOf(thrown.getMessage())
                    .replaceAll("\\(\\w+\\.java:\\d+\\)", "(File.java:1)"))
        .orElse("");
  }

  /** The message about one transaction. */
  static String message(String place, String... findings) {
    StringBuilder message =
        new StringBuilder(
            "A try that is given up must leave nothing behind, and the next must do the same:\n");
    message.append("transaction ").append(place).append("(File.java:1):");
    for (String finding : findings) {
      message.append("\n  - ").append(finding);
    }
    message
        .append("\nTo mend it: keep state in refs, take ids and times before the transaction, and")
        .append(" release by onAbort what a try has made.");
    return message.toString();
  }
}
