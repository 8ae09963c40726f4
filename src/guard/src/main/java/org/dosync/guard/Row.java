package org.dosync.guard;

import java.util.List;
import org.dosync.Effect;

/**
 * One entry of {@link EntryPoints}: methods of a class that have an effect.
 *
 * @param type the class
 * @param methods their names; one that ends in a star stands for all that begin so, with their
 *     descriptors, and one with a descriptor for that overload alone
 * @param effect the kind
 * @param weave how the call is put in
 */
record Row(String type, List<String> methods, Effect effect, Weave weave) {

  /** How a guarded method tells. */
  enum Weave {
    /** Before anything else. */
    HIT,
    /** Before and after: what it does itself is a part of it. */
    WHOLE,
    /** As WHOLE, but nobody asks: it has no effect of its own, or must not fail. */
    PART,
    /** As WHOLE, if {@code this} is the console. */
    CONSOLE,
    /** As CONSOLE, but it may be done after the commit: what is printed is turned to text. */
    LATER,
    /** As HIT, with the {@code FileDescriptor} of {@code this}. */
    FILE,
    /** As HIT, if the options among the arguments say so. */
    OPTIONS,
    /** As HIT, if the second argument, the mode of a {@code RandomAccessFile}, says so. */
    MODE,
    /** As HIT, if the first argument, the mode of a mapping, says so. */
    MAP,
    /** As HIT, and what is done to the other channel, an argument, is told too. */
    TRANSFER
  }

  Row by(Weave other) {
    return new Row(type, methods, effect, other);
  }

  String internalName() {
    return type.replace('.', '/');
  }

  boolean names(String method, String descriptor) {
    for (String name : methods) {
      if (isNamed(name, method, descriptor)) {
        return true;
      }
    }
    return false;
  }

  static boolean isNamed(String name, String method, String descriptor) {
    if (name.endsWith("*")) {
      return (method + descriptor).startsWith(name.substring(0, name.length() - 1));
    }
    return name.indexOf('(') < 0 ? method.equals(name) : (method + descriptor).equals(name);
  }
}
