package org.dosync.junit;

import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/** Texts for messages. */
final class Shown {

  private static final int LENGTH = 80;

  private Shown() {}

  static String text(@Nullable Object object) {
    try {
      String text = object instanceof String string ? "\"" + string + "\"" : textOf(object);
      return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "...";
    } catch (Throwable unprintable) {
      return "an unprintable object";
    }
  }

  private static String textOf(@Nullable Object object) {
    return object == null ? "null" : Kind.text(object);
  }

  static String ref(Object ref) {
    String name = ((Reference<?>) ref).name();
    return name == null ? "a ref without a name" : "ref " + name;
  }
}
