package org.dosync.weave;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * What a method is to others (its annotations and the names of its parameters) stays; its body goes
 * to another method.
 */
final class MovedBody extends MethodVisitor {

  private final WovenCall woven;
  private final MethodVisitor call;
  private final MethodVisitor body;
  private int line;

  MovedBody(WovenCall woven, MethodVisitor call, MethodVisitor body) {
    super(OpenedClassReader.ASM_API, call);
    this.woven = woven;
    this.call = call;
    this.body = body;
  }

  @Override
  public void visitCode() {
    mv = body;
    super.visitCode();
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = line == 0 ? number : line;
    super.visitLineNumber(number, start);
  }

  @Override
  public void visitEnd() {
    super.visitEnd();
    woven.write(call, line);
  }
}
