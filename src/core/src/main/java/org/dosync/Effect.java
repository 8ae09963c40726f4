package org.dosync;

/**
 * A kind of side effect: what a transaction must not do itself, because its body may run several
 * times. {@link Transaction#io} guards one by hand; with dosync-guard's Java agent the others are
 * seen where they happen, in the JDK and in drivers.
 */
public enum Effect {
  /** Reads a file. */
  FILE_READ,

  /** Writes, makes, moves or deletes a file or directory. */
  FILE_WRITE,

  /** Prints to {@code System.out} or {@code System.err}. */
  CONSOLE,

  /** Writes a line to a log, to wherever that goes. */
  LOGGING,

  /** Sends or receives, or opens a connection. */
  NETWORK,

  /** Sends a request by the JDK's HTTP client. */
  HTTP,

  /** Executes a statement in a database, commits or rolls back. */
  JDBC,

  /** Sends, receives or acknowledges messages of JMS, commits or rolls back. */
  JMS,

  /** Starts another process. */
  PROCESS,

  /** Ends the JVM. */
  EXIT,

  /** Starts a thread, or gives work to one: it is outside the transaction. */
  THREAD,

  /** Sleeps. */
  BLOCKING,

  /** What an application calls a side effect itself, by {@link Transaction#io}. */
  CUSTOM
}
