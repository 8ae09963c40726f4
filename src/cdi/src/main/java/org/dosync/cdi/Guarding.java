package org.dosync.cdi;

import org.dosync.Transaction;

/** What keeps side effects out of transactions. */
final class Guarding {

  static final String REQUIRED = "dosync.guard.required";

  static final String ABSENT =
      "the side-effect guard is not there: start the JVM with -javaagent:dosync-guard.jar, as"
          + " docs/guard.md tells";

  private Guarding() {}

  /**
   * Whether the application is not to run without the agent.
   *
   * @throws IllegalArgumentException if what is configured makes no sense
   */
  static boolean isRequired(Configuration configuration) {
    String text = configuration.find(REQUIRED);
    return text != null && (Boolean) Texts.parse(text, Boolean.class);
  }

  /** A line for the log. */
  static String now() {
    return Transaction.isGuarded()
        ? "Side effects in transactions are refused by the agent of dosync-guard, Transaction.io"
            + " and @SideEffect"
        : "Side effects in transactions are refused by Transaction.io and @SideEffect alone: "
            + ABSENT;
  }
}
