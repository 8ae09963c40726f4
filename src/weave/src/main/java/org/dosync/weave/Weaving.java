package org.dosync.weave;

import java.util.Set;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/** Moves the bodies of some methods of a class. */
final class Weaving extends AsmVisitorWrapper.AbstractBase {

  /** Of the private method that gets the body; known to dosync-cdi too. */
  static final String PREFIX = "dosync$";

  private static final int OF_BODY =
      Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_STRICT;

  /** Nor is it final any more: no container has a bean with such a method. */
  private static final int NOT_OF_CALL =
      Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_STRICT | Opcodes.ACC_FINAL;

  private final Set<String> methods;

  /**
   * Weaves these.
   *
   * @param methods name and descriptor of each
   */
  Weaving(Set<String> methods) {
    this.methods = methods;
  }

  @Override
  public ClassVisitor wrap(
      TypeDescription type,
      ClassVisitor next,
      Implementation.Context context,
      TypePool pool,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> all,
      int writerFlags,
      int readerFlags) {
    return new ClassVisitor(OpenedClassReader.ASM_API, next) {
      @Override
      public @Nullable MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        if (!methods.contains(name + descriptor)) {
          return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        MethodVisitor call =
            super.visitMethod(access & ~NOT_OF_CALL, name, descriptor, signature, exceptions);
        MethodVisitor body =
            super.visitMethod(
                access & OF_BODY | Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC,
                PREFIX + name,
                descriptor,
                signature,
                exceptions);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        return new MovedBody(
            new WovenCall(type.getInternalName(), type.isInterface(), isStatic, name, descriptor),
            call,
            body);
      }
    };
  }
}
