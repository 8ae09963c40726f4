package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * One story, and how it ends in Clojure and in Dosync.
 *
 * @param deviation why the two ends differ, or null if they are the same
 */
record Scenario(
    String name, String inClojure, String inDosync, @Nullable Deviation deviation, Story story) {

  /** Tells how it ends; plays in a model as often as wanted, with references of its own. */
  @FunctionalInterface
  interface Story {
    String in(Model model) throws Throwable;
  }

  static Scenario same(String name, String end, Story story) {
    return new Scenario(name, end, end, null, story);
  }

  static Scenario differs(
      Deviation deviation, String name, String inClojure, String inDosync, Story story) {
    return new Scenario(name, inClojure, inDosync, deviation, story);
  }

  /** What comes out of a call, or what it throws: the type and the beginning of the message. */
  static String outcome(Body<Object, Throwable> call) {
    try {
      return String.valueOf(call.run());
    } catch (Throwable thrown) {
      return text(thrown);
    }
  }

  /** Clojure's messages are short; those of Dosync begin with them, and go on after a colon. */
  static String text(Throwable thrown) {
    String type =
        thrown instanceof DosyncException
            ? "IllegalStateException"
            : thrown.getClass().getSimpleName();
    return type + ": " + String.valueOf(thrown.getMessage()).split(":")[0];
  }

  @Override
  public String toString() {
    return name;
  }
}
