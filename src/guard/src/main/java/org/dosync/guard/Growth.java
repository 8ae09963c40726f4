package org.dosync.guard;

import static net.bytebuddy.jar.asm.Opcodes.*;

/** By how many places the operands grow when an instruction has run that takes none but those. */
final class Growth {

  private Growth() {}

  static int of(int opcode) {
    return switch (opcode) {
      case LCONST_0, LCONST_1, DCONST_0, DCONST_1 -> 2;
      case ACONST_NULL,
          ICONST_M1,
          ICONST_0,
          ICONST_1,
          ICONST_2,
          ICONST_3,
          ICONST_4,
          ICONST_5,
          FCONST_0,
          FCONST_1,
          FCONST_2,
          I2L,
          I2D,
          F2L,
          F2D ->
          1;
      case IALOAD, FALOAD, AALOAD, BALOAD, CALOAD, SALOAD -> -1;
      case IADD, FADD, ISUB, FSUB, IMUL, FMUL, IDIV, FDIV, IREM, FREM -> -1;
      case ISHL, ISHR, IUSHR, LSHL, LSHR, LUSHR, IAND, IOR, IXOR -> -1;
      case L2I, L2F, D2I, D2F, FCMPL, FCMPG, POP, MONITORENTER, MONITOREXIT -> -1;
      case LADD, DADD, LSUB, DSUB, LMUL, DMUL, LDIV, DDIV, LREM, DREM, LAND, LOR, LXOR -> -2;
      case POP2 -> -2;
      case LCMP, DCMPL, DCMPG, IASTORE, FASTORE, BASTORE, CASTORE, SASTORE -> -3;
      case LASTORE, DASTORE -> -4;
      default -> 0;
    };
  }
}
