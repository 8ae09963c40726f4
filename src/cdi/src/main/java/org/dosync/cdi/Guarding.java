package org.dosync.cdi;

import static java.lang.System.Logger.Level.INFO;

import java.util.concurrent.atomic.AtomicBoolean;
import org.dosync.Transaction;

/** What keeps side effects out of transactions. */
final class Guarding {

  static final String REQUIRED = "dosync.guard.required";

  static final String ABSENT =
      "the side-effect guard is not there: start the JVM with -javaagent:dosync-guard.jar";

  private static final AtomicBoolean TOLD = new AtomicBoolean();

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

  /** Once for each copy of this class: a JVM has the guard or not. */
  static void tell(System.Logger log) {
    if (!TOLD.getAndSet(true)) {
      log.log(INFO, now());
    }
  }

  private static String now() {
    return Transaction.isGuarded()
        ? "Side effects in transactions are refused by the agent of dosync-guard, Transaction.io"
            + " and @SideEffect"
        : "Side effects in transactions are refused by Transaction.io and @SideEffect alone, since "
            + ABSENT;
  }
}
