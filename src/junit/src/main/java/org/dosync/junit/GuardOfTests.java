package org.dosync.junit;

import static java.lang.System.Logger.Level.INFO;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.dosync.Transaction;
import org.dosync.testing.Observation;

/** The side-effect guard, brought into the JVM of the tests: once, before the first that asks. */
final class GuardOfTests {

  private static final String AGENT = "org.dosync.guard.GuardAgent";

  /** A JVM that was started with the guard guards everything; another one, what these tests run. */
  private static final boolean FROM_THE_START = Transaction.isGuarded();

  private static boolean attached;

  private GuardOfTests() {}

  static void begin(boolean wanted) {
    if (wanted && !FROM_THE_START) {
      attachOnce();
    }
    Observation.guarded(wanted);
  }

  static void end() {
    Observation.guarded(false);
  }

  private static synchronized void attachOnce() {
    if (!attached) {
      attach();
      attached = true;
    }
  }

  private static void attach() {
    try {
      install(Class.forName(AGENT));
    } catch (ClassNotFoundException absent) {
      System.getLogger("org.dosync.junit")
          .log(
              INFO,
              "Side effects in transactions are not seen: dosync-guard is not on the class path of"
                  + " the tests");
    }
  }

  private static void install(Class<?> agent) {
    try {
      agent
          .getMethod("agentmain", String.class, Instrumentation.class)
          .invoke(null, null, instrumentation());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The side-effect guard can't be installed", e);
    }
  }

  private static Instrumentation instrumentation() {
    try {
      return ByteBuddyAgent.install();
    } catch (IllegalStateException refused) {
      throw new IllegalStateException(
          "This JVM lets no agent in. Start it with -javaagent:dosync-guard.jar or"
              + " -XX:+EnableDynamicAgentLoading, or say @DosyncTest(guard = false)",
          refused);
    }
  }
}
