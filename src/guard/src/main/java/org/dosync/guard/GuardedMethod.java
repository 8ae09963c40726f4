package org.dosync.guard;

import static net.bytebuddy.jar.asm.Opcodes.ALOAD;
import static net.bytebuddy.jar.asm.Opcodes.ATHROW;
import static net.bytebuddy.jar.asm.Opcodes.F_FULL;
import static net.bytebuddy.jar.asm.Opcodes.GETFIELD;
import static net.bytebuddy.jar.asm.Opcodes.ILOAD;
import static net.bytebuddy.jar.asm.Opcodes.INVOKESTATIC;
import static net.bytebuddy.jar.asm.Opcodes.IRETURN;
import static net.bytebuddy.jar.asm.Opcodes.RETURN;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.dosync.guard.Row.Weave;

/** Puts the call at the begin of a method, and for some another at each of its ends. */
final class GuardedMethod extends MethodVisitor {

  static final String GUARD = "java/lang/DosyncGuard";

  private static final String PRINT_STREAM = "(Ljava/io/PrintStream;)V";
  private static final String TOLD = "Ljava/lang/String;Ljava/lang/String;)V";

  private final Row row;
  private final String owner;
  private final String operation;
  private final boolean isStatic;
  private final String descriptor;
  private final boolean hasFrames;
  private final Label begin = new Label();

  GuardedMethod(
      MethodVisitor writer,
      Row row,
      String owner,
      String operation,
      boolean isStatic,
      String descriptor,
      boolean hasFrames) {
    super(Opcodes.ASM9, writer);
    this.row = row;
    this.owner = owner;
    this.operation = operation;
    this.isStatic = isStatic;
    this.descriptor = descriptor;
    this.hasFrames = hasFrames;
  }

  private boolean hasEnd() {
    return switch (row.weave()) {
      case WHOLE, PART, CONSOLE, LATER -> true;
      case HIT, FILE, OPTIONS, MODE, MAP, TRANSFER -> false;
    };
  }

  // ---- the begin

  /** Before everything: no jump of the method's own leads back to it. */
  @Override
  public void visitCode() {
    super.visitCode();
    call();
    super.visitLabel(begin);
  }

  private void call() {
    switch (row.weave()) {
      case HIT -> tell("hit", "");
      case WHOLE -> tell("begin", "");
      case PART -> super.visitMethodInsn(INVOKESTATIC, GUARD, "part", "()V", false);
      case CONSOLE -> {
        super.visitVarInsn(ALOAD, 0);
        tell("beginConsole", "Ljava/io/PrintStream;");
      }
      case LATER -> {
        new Printing(mv, operation, descriptor).keep(row);
        super.visitVarInsn(ALOAD, 0);
        super.visitMethodInsn(INVOKESTATIC, GUARD, "partConsole", PRINT_STREAM, false);
      }
      case FILE -> {
        super.visitVarInsn(ALOAD, 0);
        super.visitFieldInsn(GETFIELD, owner, "fd", "Ljava/io/FileDescriptor;");
        tell("hitFile", "Ljava/io/FileDescriptor;");
      }
      case OPTIONS -> {
        super.visitVarInsn(ALOAD, slotOf("Ljava/util/Set;"));
        tell("hitOptions", "Ljava/util/Set;");
      }
      case MODE -> {
        super.visitVarInsn(ILOAD, slotOf("I"));
        tell("hitMode", "I");
      }
      case MAP -> {
        String mode = "Ljava/nio/channels/FileChannel$MapMode;";
        super.visitVarInsn(ALOAD, slotOf(mode));
        tell("hitMap", mode);
      }
      case TRANSFER -> {
        super.visitVarInsn(ALOAD, slotOf("ByteChannel;"));
        tell("hitTransfer", "Ljava/nio/channels/Channel;");
      }
    }
  }

  private void tell(String method, String argument) {
    super.visitLdcInsn(row.effect().name());
    super.visitLdcInsn(operation);
    super.visitMethodInsn(INVOKESTATIC, GUARD, method, "(" + argument + TOLD, false);
  }

  /** Of the first argument whose type ends so. */
  private int slotOf(String type) {
    int slot = isStatic ? 0 : 1;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      if (argument.getDescriptor().endsWith(type)) {
        return slot;
      }
      slot += argument.getSize();
    }
    throw new IllegalStateException(operation + descriptor + " has no " + type);
  }

  // ---- the end

  private void end() {
    if (row.weave() == Weave.CONSOLE || row.weave() == Weave.LATER) {
      super.visitVarInsn(ALOAD, 0);
      super.visitMethodInsn(INVOKESTATIC, GUARD, "endConsole", PRINT_STREAM, false);
    } else {
      super.visitMethodInsn(INVOKESTATIC, GUARD, "end", "()V", false);
    }
  }

  /** For what is thrown. The locals may be anything by then, but for {@code this}. */
  private void catchAll() {
    Label handler = new Label();
    super.visitTryCatchBlock(begin, handler, handler, null);
    super.visitLabel(handler);
    if (hasFrames) { // since Java 6
      Object[] locals = isStatic ? new Object[0] : new Object[] {owner};
      super.visitFrame(F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    end();
    super.visitInsn(ATHROW);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (hasEnd()) {
      catchAll();
    }
    super.visitMaxs(maxStack + (row.weave() == Weave.LATER ? Printing.STACK : 3), maxLocals);
  }

  @Override
  public void visitInsn(int opcode) {
    if (hasEnd() && opcode >= IRETURN && opcode <= RETURN) {
      end();
    }
    super.visitInsn(opcode);
  }
}
