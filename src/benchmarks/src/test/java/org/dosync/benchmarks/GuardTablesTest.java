package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.dosync.Effect;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the tables measure is there: the agent, and the methods that it guards. */
@Timeout(60)
class GuardTablesTest {

  @BeforeAll
  static void isBuilt() {
    assumeTrue(GuardJar.isThere(), "mvn test makes no jar of the guard");
  }

  @Test
  void startsAreMeasuredInPairs() throws Exception {
    String table = AgentStartTable.measured("1").toString();
    assertTrue(table.startsWith("| start of a JVM, ms |"), table);
    assertTrue(
        table.lines().skip(2).limit(4).allMatch(row -> row.matches(".* \\| -?\\d+ \\|")), table);
    assertTrue(table.contains("target at most 250"), table);
  }

  /** In a JVM with the guard. */
  static final class Forbidden {
    private Forbidden() {}

    public static void main(String... arguments) {
      Effect effect =
          assertThrows(
                  SideEffectInTransactionException.class,
                  () -> Transaction.dosync(() -> new GuardedCalls().own()))
              .effect();
      GuardedCalls calls = new GuardedCalls();
      calls.ownInATransaction();
      calls.logInATransaction();
      System.out.println(effect + " " + calls.own());
    }
  }

  @Test
  void methodThatIsMeasuredIsGuardedAndLetPass() throws Exception {
    assertEquals(
        List.of("CUSTOM 1001"),
        NewProcess.output(
            List.of(
                NewProcess.JAVA,
                GuardJar.agent("forbid=" + GuardedCalls.Own.METHOD),
                "-cp",
                System.getProperty("java.class.path"),
                Forbidden.class.getName())));
  }
}
