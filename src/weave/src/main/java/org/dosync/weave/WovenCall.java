package org.dosync.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What a woven method does in the place of its body: one instruction, linked by dosync-cdi. */
record WovenCall(
    String owner, boolean isInterface, boolean isStatic, String name, String descriptor) {

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "org/dosync/cdi/Woven",
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/invoke/MethodHandle;)Ljava/lang/invoke/CallSite;",
          false);

  void write(MethodVisitor method, int line) {
    Label start = new Label();
    method.visitCode();
    method.visitLabel(start);
    if (line > 0) {
      method.visitLineNumber(line, start);
    }
    int size = load(method);
    method.visitInvokeDynamicInsn(name, callDescriptor(), BOOTSTRAP, body());
    Type result = Type.getReturnType(descriptor);
    method.visitInsn(result.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(Math.max(size, result.getSize()), size);
    method.visitEnd();
  }

  private int load(MethodVisitor method) {
    int next = 0;
    for (Type argument : Type.getArgumentTypes(callDescriptor())) {
      method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), next);
      next += argument.getSize();
    }
    return next;
  }

  private String callDescriptor() {
    return isStatic ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
  }

  private Handle body() {
    int tag = isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
    return new Handle(tag, owner, Weaving.PREFIX + name, descriptor, isInterface);
  }
}
