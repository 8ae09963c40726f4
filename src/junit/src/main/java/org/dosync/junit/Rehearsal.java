package org.dosync.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dosync.testing.Observer;
import org.dosync.testing.Tries;
import org.jspecify.annotations.Nullable;

/** One test: its transactions run again, and what they should not have done is collected. */
final class Rehearsal implements Observer {

  private final int retries;

  /** The first text for each thing found; by transaction, in the order in which they came. */
  private final Map<String, Map<String, String>> findings = new LinkedHashMap<>();

  Rehearsal(int retries) {
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be 0 or more, not " + retries);
    }
    this.retries = retries;
  }

  @Override
  public @Nullable Tries begins(@Nullable String name, Object body) {
    return retries == 0 ? null : new RepeatedTries(this, retries, CallSite.title(name), body);
  }

  synchronized void found(String transaction, String what, String text) {
    findings.computeIfAbsent(transaction, key -> new LinkedHashMap<>()).putIfAbsent(what, text);
  }

  synchronized void failIfAnythingWasFound() {
    if (!findings.isEmpty()) {
      throw new AssertionError(
          "A try that is given up must leave nothing behind, and the next must do the same:"
              + findings.entrySet().stream()
                  .map(entry -> "\n" + entry.getKey() + lines(entry.getValue()))
                  .collect(Collectors.joining())
              + "\nTo mend it: keep state in refs, take ids and times before the transaction, and"
              + " release by onAbort what a try has made.");
    }
  }

  private static String lines(Map<String, String> texts) {
    return texts.values().stream().map(text -> "\n  - " + text).collect(Collectors.joining());
  }
}
