package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * A side effect was attempted inside a transaction, where it could happen once for each try; it has
 * not happened. Clojure's {@code IllegalStateException("I/O in transaction")}. The transaction
 * aborts with this exception, also if its body catches it. See {@link Transaction#io()}.
 */
public final class SideEffectInTransactionException extends DosyncException {

  private static final long serialVersionUID = 1L;

  private final Effect effect;
  private final String operation;
  private final @Nullable StackTraceElement callSite;
  private final @Nullable String transactionName;
  private final int tryNumber;

  SideEffectInTransactionException(
      String message,
      Effect effect,
      String operation,
      StackTraceElement[] stack,
      @Nullable StackTraceElement callSite,
      Attempt attempt) {
    super(message);
    this.effect = effect;
    this.operation = operation;
    this.callSite = callSite;
    this.transactionName = attempt.options().name();
    this.tryNumber = attempt.tryNumber();
    setStackTrace(stack);
  }

  /**
   * The kind of side effect.
   *
   * @return {@link Effect#CUSTOM} if it was guarded by {@link Transaction#io}
   */
  public Effect effect() {
    return effect;
  }

  /**
   * What was attempted.
   *
   * @return the method, for example {@code java.io.FileOutputStream.write}, or what {@link
   *     Transaction#io(String)} was told
   */
  public String operation() {
    return operation;
  }

  /**
   * Where it was attempted.
   *
   * @return the innermost call that is neither the JDK's nor Dosync's nor in the method itself, or
   *     null if there is none
   */
  public @Nullable StackTraceElement callSite() {
    return callSite;
  }

  /**
   * The transaction.
   *
   * @return the name its options give it, or null
   */
  public @Nullable String transactionName() {
    return transactionName;
  }

  /**
   * In which try it was attempted.
   *
   * @return 1 for the first
   */
  public int tryNumber() {
    return tryNumber;
  }
}
