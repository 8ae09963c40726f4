package org.dosync.guard;

import static net.bytebuddy.jar.asm.Opcodes.ACC_ABSTRACT;
import static net.bytebuddy.jar.asm.Opcodes.ACC_NATIVE;
import static net.bytebuddy.jar.asm.Opcodes.ACC_PUBLIC;
import static net.bytebuddy.jar.asm.Opcodes.ACC_STATIC;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts the calls into the methods of one class. Adds no member, so that a class that is loaded
 * already can be changed, and leaves all frames as they are.
 */
final class Weaver extends ClassVisitor {

  private final List<Row> rows;
  private final boolean onlyPublic;

  /** The names of rows for which there is a method. */
  private final Set<String> found = new HashSet<>();

  /** Those for which there is one that a call can be put into. */
  private final Set<String> woven = new HashSet<>();

  private String owner = "";
  private boolean hasFrames;

  private Weaver(ClassWriter writer, List<Row> rows, boolean onlyPublic) {
    super(Opcodes.ASM9, writer);
    this.rows = rows;
    this.onlyPublic = onlyPublic;
  }

  /** What came of it: the class, or null if nothing is to be changed; and what is not guarded. */
  record Woven(byte @Nullable [] bytes, List<String> missing, List<String> unreachable) {}

  static Woven weave(byte[] original, List<Row> rows, boolean onlyPublic) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    Weaver weaver = new Weaver(writer, rows, onlyPublic);
    reader.accept(weaver, 0);
    return new Woven(
        weaver.woven.isEmpty() ? null : writer.toByteArray(),
        weaver.namesNotIn(weaver.found, Set.of()),
        weaver.namesNotIn(weaver.woven, weaver.found));
  }

  /** All names that are not in one set, of those in the other unless that is empty. */
  private List<String> namesNotIn(Set<String> done, Set<String> of) {
    List<String> names = new ArrayList<>();
    for (Row row : rows) {
      for (String method : row.methods()) {
        String name = row.type() + "." + method;
        if (!done.contains(name) && (of.isEmpty() || of.contains(name))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    owner = name;
    hasFrames = (version & 0xFFFF) >= Opcodes.V1_6;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
    boolean hasCode = (access & (ACC_NATIVE | ACC_ABSTRACT)) == 0;
    boolean isMeant = !onlyPublic || (access & ACC_PUBLIC) != 0;
    Row first = null;
    for (Row row : rows) {
      if (isMeant && row.names(name, descriptor)) {
        note(row, name, descriptor, hasCode);
        first = first == null ? row : first;
      }
    }
    return first == null || !hasCode ? writer : guarded(writer, first, access, name, descriptor);
  }

  private void note(Row row, String method, String descriptor, boolean hasCode) {
    for (String name : row.methods()) {
      if (Row.isNamed(name, method, descriptor)) {
        found.add(row.type() + "." + name);
        if (hasCode) {
          woven.add(row.type() + "." + name);
        }
      }
    }
  }

  private MethodVisitor guarded(
      MethodVisitor writer, Row row, int access, String name, String descriptor) {
    String operation = owner.replace('/', '.') + "." + name;
    boolean isStatic = (access & ACC_STATIC) != 0;
    // The frame of a handler can't hold an object that is not yet one.
    Row woven = name.equals("<init>") ? row.by(Row.Weave.HIT) : row;
    return new GuardedMethod(writer, woven, owner, operation, isStatic, descriptor, hasFrames);
  }
}
