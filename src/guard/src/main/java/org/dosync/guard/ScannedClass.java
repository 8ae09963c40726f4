package org.dosync.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A class of the application, as it was compiled. */
final class ScannedClass extends ClassVisitor {

  private String name = "";
  private @Nullable String source;
  private int access;
  private final List<String> parents = new ArrayList<>();
  private final Markings markings = new Markings();
  private final Map<String, ScannedMethod> methods = new LinkedHashMap<>();

  private ScannedClass() {
    super(Opcodes.ASM9);
  }

  static ScannedClass read(byte[] bytes) {
    ScannedClass read = new ScannedClass();
    new ClassReader(bytes).accept(read, ClassReader.SKIP_FRAMES);
    return read;
  }

  @Override
  public void visit(
      int version, int flags, String type, String signature, String parent, String[] interfaces) {
    name = type;
    access = flags;
    if (parent != null) {
      parents.add(parent);
    }
    parents.addAll(List.of(interfaces));
  }

  @Override
  public void visitSource(@Nullable String file, @Nullable String debug) {
    source = file;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return markings.read(descriptor);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int flags, String method, String descriptor, String signature, String[] exceptions) {
    if ((flags & Opcodes.ACC_ABSTRACT) != 0) {
      return null;
    }
    ScannedMethod read = new ScannedMethod(this, flags, method, descriptor);
    methods.put(method + descriptor, read);
    return new Code(read);
  }

  /** As class files write it. */
  String name() {
    return name;
  }

  /** As Java writes it. */
  String type() {
    return name.replace('/', '.');
  }

  @Nullable String source() {
    return source;
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Its superclass, if it has one, before its interfaces. */
  List<String> parents() {
    return parents;
  }

  Markings markings() {
    return markings;
  }

  /** Those with code. */
  Iterable<ScannedMethod> methods() {
    return methods.values();
  }

  @Nullable ScannedMethod method(String nameAndDescriptor) {
    return methods.get(nameAndDescriptor);
  }
}
