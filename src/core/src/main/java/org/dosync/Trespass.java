package org.dosync;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An effect that a try must not have. The Java agent of dosync-guard says whether that is to be
 * forbidden, and which method it was.
 */
record Trespass(Effect effect, Attempt attempt)
    implements BiConsumer<String, String>, Supplier<@Nullable Consumer<Runnable>> {

  /** What takes it for after the commit; null where it could be repeated for one commit. */
  @Override
  public @Nullable Consumer<Runnable> get() {
    return attempt.isComputing() ? null : attempt.effectsToHold()::onCommit;
  }

  @Override
  public void accept(String policy, String operation) {
    if (policy.equals(Policy.FORBID.name())) {
      throw forbidden(null, operation);
    }
    SideEffectInTransactionException violation = violation(operation);
    Recorder.sideEffect(attempt, violation, Policy.WARN);
    Failures.LOGGER.log(WARNING, violation.getMessage());
  }

  SideEffectInTransactionException forbidden(@Nullable String message, String operation) {
    SideEffectInTransactionException violation = violation(message, operation);
    Recorder.sideEffect(attempt, violation, Policy.FORBID);
    return attempt.forbid(violation);
  }

  SideEffectInTransactionException violation(String operation) {
    return violation(null, operation);
  }

  /** With a message of the user's own, or one that says all. */
  private SideEffectInTransactionException violation(@Nullable String message, String operation) {
    StackTraceElement[] stack = stack();
    StackTraceElement callSite = callSite(stack, operation);
    return new SideEffectInTransactionException(
        message == null ? message(operation, callSite) : message,
        effect,
        operation,
        stack,
        callSite,
        attempt);
  }

  private String message(String operation, @Nullable StackTraceElement callSite) {
    return effect
        + " in transaction "
        + attempt.options().label()
        + ", try "
        + attempt.tryNumber()
        + ": "
        + operation
        + (callSite == null ? "" : ", called from " + callSite)
        + ". Do it after the transaction, or hand it to Transaction.onCommit; Transaction.allow lets"
        + " it pass"
        + (effect == Effect.FILE_WRITE ? ". What a buffer has taken may still be written" : "");
  }

  /** The stack, without the frames of Dosync and its agent at the top. */
  private static StackTraceElement[] stack() {
    StackTraceElement[] stack = new Throwable().getStackTrace();
    int top = 0;
    while (top < stack.length && isOurs(stack[top].getClassName())) {
      top++;
    }
    return Arrays.copyOfRange(stack, top, stack.length);
  }

  private static boolean isOurs(String className) {
    return className.equals(Trespass.class.getName())
        || className.equals(SideEffects.class.getName())
        || className.equals(Transaction.class.getName())
        || className.equals(SideEffects.WATCHER)
        || className.startsWith("org.dosync.guard.");
  }

  private static @Nullable StackTraceElement callSite(StackTraceElement[] stack, String operation) {
    for (StackTraceElement frame : stack) {
      if (!isOfTheJdk(frame.getClassName()) && !isIn(frame, operation)) {
        return frame;
      }
    }
    return null;
  }

  /** A driver's method, or one that a setting names, is no place: each call of it has its own. */
  private static boolean isIn(StackTraceElement frame, String operation) {
    return operation.equals(frame.getClassName() + "." + frame.getMethodName());
  }

  private static boolean isOfTheJdk(String className) {
    return className.startsWith("java.")
        || className.startsWith("javax.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.")
        || className.startsWith("com.sun.");
  }
}
