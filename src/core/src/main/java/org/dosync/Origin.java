package org.dosync;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a function that runs later, on another thread, comes from. */
final class Origin {

  /** What lies between a sender and here. */
  private static final Set<Class<?>> OURS =
      Set.of(
          Origin.class,
          DosyncRuntime.class,
          Agent.class,
          Futures.class,
          FanOut.class,
          Scheduler.class,
          Job.class);

  private Origin() {}

  /**
   * What remains of a function for {@link #of} when it has run: its type, unless it knows better.
   */
  static Object trace(Object function) {
    if (function instanceof SentFrom known) {
      return known.sentFrom();
    }
    if (function instanceof WithoutResult<?> wrapper) {
      return trace(wrapper.body());
    }
    return (function instanceof DosyncRuntime.Call<?, ?> call ? call.function : function)
        .getClass();
  }

  /** As the function knows, or the line that sent it, if that was looked for, or its class. */
  static String of(Object function, @Nullable String line) {
    boolean knows = function instanceof SentFrom || function instanceof String;
    return line == null || knows ? of(function) : line;
  }

  /** The class that a function, or what remains of it, was written in, unless it knows better. */
  static String of(Object function) {
    Object trace =
        function instanceof Class<?> || function instanceof String ? function : trace(function);
    if (trace instanceof String said) {
      return said;
    }
    String name = ((Class<?>) trace).getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /** The line that sends it now. Costs microseconds. */
  static String here() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.filter(Origin::isSender).findFirst())
        .map(Origin::line)
        .orElse("an unknown place");
  }

  private static boolean isSender(StackWalker.StackFrame frame) {
    return !OURS.contains(frame.getDeclaringClass());
  }

  private static String line(StackWalker.StackFrame frame) {
    StackTraceElement element = frame.toStackTraceElement();
    return element.getClassName()
        + "."
        + element.getMethodName()
        + "("
        + element.getFileName()
        + ":"
        + element.getLineNumber()
        + ")";
  }
}
