package org.dosync.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A method with code, of a class of the application.
 *
 * @param owner its class
 * @param access flags, as class files have them
 * @param name of it
 * @param descriptor of it
 * @param markings its annotations
 * @param parameters the functions that it gets, by their index
 * @param calls what it calls
 * @param handed what functions it makes
 */
record ScannedMethod(
    ScannedClass owner,
    int access,
    String name,
    String descriptor,
    Markings markings,
    Map<Integer, Handed> parameters,
    List<Call> calls,
    List<Handed> handed) {

  ScannedMethod(ScannedClass owner, int access, String name, String descriptor) {
    this(
        owner,
        access,
        name,
        descriptor,
        new Markings(),
        new HashMap<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  boolean has(int flag) {
    return (access & flag) != 0;
  }

  /** Whether a container might intercept it. */
  boolean isBusinessMethod() {
    return !has(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)
        && !name.startsWith("<");
  }

  /** Whether it only calls its body, which is elsewhere. */
  boolean isWoven() {
    return calls.size() == 1
        && calls.get(0).owner().equals(owner.name())
        && !calls.get(0).name().equals(name)
        && Moved.written(calls.get(0).name()).equals(name);
  }

  /** As a stack trace shows it. */
  String at(int line) {
    return new StackTraceElement(
            owner.type(), Moved.written(name), owner.source(), line > 0 ? line : -1)
        .toString();
  }

  /** Short, for a title. */
  String title() {
    return owner.type().substring(owner.type().lastIndexOf('.') + 1) + "." + Moved.written(name);
  }

  // By identity: the lists of two large classes are not for comparing.

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
