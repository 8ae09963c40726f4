package org.dosync.junit;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a transaction begins. */
final class CallSite {

  private static final Set<String> PACKAGES =
      Set.of("org.dosync", "org.dosync.collections", "org.dosync.cdi", "org.dosync.testing");

  /** Those that are at work when something is found. */
  private static final Set<String> OURS =
      Set.of(
          CallSite.class.getName(),
          Rehearsal.class.getName(),
          RepeatedTries.class.getName(),
          Snapshot.class.getName());

  private CallSite() {}

  static String title(@Nullable String name) {
    String where =
        StackWalker.getInstance()
            .walk(frames -> frames.filter(CallSite::isOfUser).findFirst())
            .map(CallSite::text)
            .orElse("an unknown place");
    return "transaction " + (name == null ? "" : "\"" + name + "\" ") + "at " + where + ":";
  }

  private static boolean isOfUser(StackFrame frame) {
    String name = frame.getClassName();
    return !isOfLibrary(name) && !OURS.contains(name) && !Kind.isOfLibrary(name);
  }

  /** Whether a class is one of Dosync itself. */
  static boolean isOfLibrary(String className) {
    return PACKAGES.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))));
  }

  private static String text(StackFrame frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + "("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }
}
