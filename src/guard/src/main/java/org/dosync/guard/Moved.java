package org.dosync.guard;

/** What dosync-weave does: the body of a method goes to another one, and a call site runs it. */
final class Moved {

  /** The class that links the call site. */
  static final String LINKER = "org/dosync/cdi/Woven";

  private static final String PREFIX = "dosync$";

  private Moved() {}

  /** The name that the source has. */
  static String written(String method) {
    return method.startsWith(PREFIX) ? method.substring(PREFIX.length()) : method;
  }
}
