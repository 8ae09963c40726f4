package org.dosync.guard;

import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ARETURN;
import static net.bytebuddy.jar.asm.Opcodes.DUP;
import static net.bytebuddy.jar.asm.Opcodes.F_SAME1;
import static net.bytebuddy.jar.asm.Opcodes.IFNULL;
import static net.bytebuddy.jar.asm.Opcodes.ILOAD;
import static net.bytebuddy.jar.asm.Opcodes.INVOKEINTERFACE;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.INVOKEVIRTUAL;
import static net.bytebuddy.jar.asm.Opcodes.POP;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;

/**
 * The begin of a method that prints: asks whether to do it later, and then turns its arguments to
 * text as they are now, hands that over, and returns.
 */
final class Printing {

  /** What it needs at most: who takes it, the stream, and a locale, a format and its arguments. */
  static final int STACK = 5;

  private static final String TAKER = "java/util/function/BiConsumer";
  private static final String STRING = "Ljava/lang/String;";

  private final MethodVisitor writer;
  private final String operation;
  private final String descriptor;

  Printing(MethodVisitor writer, String operation, String descriptor) {
    this.writer = writer;
    this.operation = operation;
    this.descriptor = descriptor;
  }

  void keep(Row row) {
    Label now = new Label();
    writer.visitVarInsn(ALOAD, 0);
    writer.visitLdcInsn(row.effect().name());
    writer.visitLdcInsn(operation);
    call(
        GuardedMethod.GUARD,
        "later",
        "(Ljava/io/PrintStream;" + STRING + STRING + ")L" + TAKER + ";");
    writer.visitInsn(DUP);
    writer.visitJumpInsn(IFNULL, now);
    writer.visitVarInsn(ALOAD, 0);
    text();
    writer.visitMethodInsn(
        INVOKEINTERFACE, TAKER, "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V", true);
    leave();
    writer.visitLabel(now);
    writer.visitFrame(F_SAME1, 0, null, 1, new Object[] {TAKER});
    writer.visitInsn(POP);
  }

  private void call(String owner, String method, String methodDescriptor) {
    writer.visitMethodInsn(INVOKESTATIC, owner, method, methodDescriptor, false);
  }

  /** Those that can be chained return the stream. */
  private void leave() {
    if (Type.getReturnType(descriptor) == Type.VOID_TYPE) {
      writer.visitInsn(RETURN);
    } else {
      writer.visitVarInsn(ALOAD, 0);
      writer.visitInsn(ARETURN);
    }
  }

  private void text() {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    load(arguments);
    switch (arguments.length) {
      case 0 -> writer.visitLdcInsn("");
      case 1 -> call("java/lang/String", "valueOf", "(" + valueOf(arguments[0]) + ")" + STRING);
      default -> several(arguments);
    }
    if (operation.endsWith(".println")) {
      call("java/lang/System", "lineSeparator", "()" + STRING);
      writer.visitMethodInsn(
          INVOKEVIRTUAL, "java/lang/String", "concat", "(" + STRING + ")" + STRING, false);
    }
  }

  private void load(Type... arguments) {
    int slot = 1;
    for (Type argument : arguments) {
      writer.visitVarInsn(argument.getOpcode(ILOAD), slot);
      slot += argument.getSize();
    }
  }

  private static String valueOf(Type argument) {
    boolean isObject = argument.getSort() == Type.OBJECT;
    return isObject ? "Ljava/lang/Object;" : argument.getDescriptor();
  }

  /** A format and its arguments, or a part of a text. */
  private void several(Type... arguments) {
    String types = descriptor.substring(0, descriptor.indexOf(')') + 1);
    boolean isPart = arguments[arguments.length - 1] == Type.INT_TYPE;
    if (isPart) {
      call(GuardedMethod.GUARD, "text", types + STRING);
    } else {
      call("java/lang/String", "format", types + STRING);
    }
  }
}
