package org.dosync.guard;

import net.bytebuddy.jar.asm.Type;

/**
 * A call in the code of a method, or the first use of a class, which runs its static initialiser.
 *
 * @param kind how the method is found
 * @param owner the class that the code names, as class files write it
 * @param name of the method
 * @param descriptor of the method
 * @param line in the source, 0 if the class file does not tell
 * @param onConsole whether it is called on {@code System.out} or {@code System.err}
 * @param writing whether the code says by then that it opens something to write
 */
record Call(
    Kind kind,
    String owner,
    String name,
    String descriptor,
    int line,
    boolean onConsole,
    boolean writing) {

  enum Kind {
    STATIC,
    /** A constructor, or a method of a superclass: no other can be meant. */
    SPECIAL,
    /** Whatever the object has. */
    VIRTUAL,
    /** No method: a field of the class is used. */
    FIELD
  }

  int arguments() {
    return Type.getArgumentTypes(descriptor).length;
  }

  boolean startsClass() {
    return kind == Kind.STATIC || kind == Kind.FIELD || name.equals("<init>");
  }
}
