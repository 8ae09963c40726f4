package org.dosync.junit;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a transaction begins. */
final class CallSite {

  private static final Set<String> LIBRARY =
      Set.of("org.dosync", "org.dosync.cdi", "org.dosync.testing");

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
    return !LIBRARY.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))
        && !name.equals(CallSite.class.getName())
        && !name.equals(Rehearsal.class.getName())
        && !Kind.isOfLibrary(name);
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
