package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Explores one program, for a JVM in which a class is broken on purpose. */
final class FrayCheck {

  private static final Map<String, Runnable> PROGRAMS =
      Map.of(
          "write skew", TransactionsFray::writeSkew,
          "changes", TransactionsFray::changes,
          "retry beside commit", TransactionsFray::retryBesideCommit,
          "sends", AgentsFray::sends,
          "shutdown beside execute", FuturesFray::shutdownBesideExecute);

  private FrayCheck() {}

  /** The name of a program, the first seed, and how many; throws what it has found. */
  public static void main(String[] arguments) {
    Runnable program = requireNonNull(PROGRAMS.get(arguments[0]));
    Schedules.explore(program, Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    System.out.println("nothing found");
  }
}
