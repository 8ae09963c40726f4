package org.dosync.guard;

import static java.util.Objects.requireNonNullElseGet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads the code of a method: what it calls, and whom it hands functions. */
final class Code extends MethodVisitor {

  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";
  private static final Set<String> FUNCTIONS =
      Set.of("java/lang/Runnable", "java/util/concurrent/Callable");

  private static final Set<String> CONSOLE = Set.of("out", "err");

  /** What code names when it opens something to write. */
  private static final Set<String> WRITING = Set.of("rw", "rws", "rwd");

  private static final Set<String> WRITING_FIELDS =
      Set.of(
          "java/nio/file/StandardOpenOption.WRITE",
          "java/nio/file/StandardOpenOption.APPEND",
          "java/nio/file/StandardOpenOption.DELETE_ON_CLOSE",
          "java/nio/channels/FileChannel$MapMode.READ_WRITE",
          "jdk/nio/mapmode/ExtendedMapMode.READ_WRITE_SYNC");

  private final ScannedMethod method;
  private final Map<Label, Values> jumps = new HashMap<>();
  private final Map<Label, List<Label>> handlers = new HashMap<>();

  /** After a jump nothing is known until a label is reached, but what the variables were. */
  private Values last = new Values();

  private @Nullable Values now = last;
  private int line;
  private boolean writing;

  Code(ScannedMethod method) {
    super(Opcodes.ASM9);
    this.method = method;
    int variable = method.has(Opcodes.ACC_STATIC) ? 0 : 1;
    Type[] types = Type.getArgumentTypes(method.descriptor());
    for (int i = 0; i < types.length; i++) {
      if (types[i].getSort() == Type.OBJECT && isFunction(types[i].getInternalName())) {
        Handed parameter = Handed.parameter(types[i].getInternalName());
        method.parameters().put(i, parameter);
        last.store(variable, Set.of(parameter));
      }
      variable += types[i].getSize();
    }
  }

  /** Of the interfaces that methods usually take, to hand an object of them on. */
  private static boolean isFunction(String type) {
    return FUNCTIONS.contains(type)
        || type.startsWith("java/util/function/")
        || Contract.isCore(type);
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return method.markings().read(descriptor);
  }

  // ---- ways through the code

  private Values now() {
    now = requireNonNullElseGet(now, last::withVariables);
    return now;
  }

  private void end() {
    last = now();
    now = null;
  }

  private void jump(Label target) {
    jumps.merge(target, now().copy(), Values::with);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    handlers.computeIfAbsent(start, any -> new ArrayList<>()).add(handler);
  }

  @Override
  public void visitLabel(Label label) {
    Values before = jumps.get(label);
    if (before != null) {
      now = now == null ? before.copy() : now.with(before);
    }
    for (Label handler : handlers.getOrDefault(label, List.of())) {
      Values caught = now().withVariables();
      caught.push(1);
      jumps.merge(handler, caught, Values::with);
    }
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    now().pop(opcode == Opcodes.GOTO ? 0 : isOfTwo(opcode) ? 2 : 1);
    jump(target);
    if (opcode == Opcodes.GOTO) {
      end();
    }
  }

  private static boolean isOfTwo(int opcode) {
    return opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label standard, Label... labels) {
    choose(standard, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label standard, int[] keys, Label[] labels) {
    choose(standard, labels);
  }

  private void choose(Label standard, Label[] labels) {
    now().pop(1);
    jump(standard);
    for (Label label : labels) {
      jump(label);
    }
    end();
  }

  // ---- calls

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    List<Set<Object>> arguments = arguments(descriptor);
    Set<Object> receiver = opcode == Opcodes.INVOKESTATIC ? Set.of() : now().pop();
    of(receiver).forEach(Handed::elsewhere);
    add(call(kind(opcode), owner, name, descriptor, receiver), arguments);
    now().push(Type.getReturnType(descriptor).getSize());
    if (name.equals("<init>") && isAnonymous(owner)) {
      made(Handed.anonymous(owner, line));
    }
  }

  private void add(Call call, List<Set<Object>> arguments) {
    method.calls().add(call);
    for (int i = 0; i < arguments.size(); i++) {
      for (Handed one : of(arguments.get(i))) {
        one.to(call, i);
      }
    }
  }

  /** By its name: the others' parts begin with a letter. */
  private static boolean isAnonymous(String type) {
    int dollar = type.lastIndexOf('$');
    return dollar >= 0
        && dollar + 1 < type.length()
        && type.chars().skip(dollar + 1).allMatch(Character::isDigit);
  }

  private static Call.Kind kind(int opcode) {
    return switch (opcode) {
      case Opcodes.INVOKESTATIC, Opcodes.H_INVOKESTATIC -> Call.Kind.STATIC;
      case Opcodes.INVOKESPECIAL -> Call.Kind.SPECIAL;
      default -> Call.Kind.VIRTUAL;
    };
  }

  private Call call(
      Call.Kind kind, String owner, String name, String descriptor, Set<Object> receiver) {
    boolean onConsole = receiver.contains(Values.CONSOLE);
    return new Call(kind, owner, name, descriptor, line, onConsole, writing);
  }

  /** In their order. */
  private List<Set<Object>> arguments(String descriptor) {
    Type[] types = Type.getArgumentTypes(descriptor);
    List<Set<Object>> arguments = new ArrayList<>(Collections.nCopies(types.length, Set.of()));
    for (int i = types.length - 1; i >= 0; i--) {
      now().pop(types[i].getSize() - 1);
      arguments.set(i, now().pop());
    }
    return arguments;
  }

  private static List<Handed> of(Set<Object> value) {
    return value.isEmpty()
        ? List.of()
        : value.stream().filter(Handed.class::isInstance).map(Handed.class::cast).toList();
  }

  /** The new object, of which there is a second one: the first has become an argument. */
  private void made(Handed function) {
    method.handed().add(function);
    now().pop(1);
    now().push(Set.of(function));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... given) {
    List<Set<Object>> captured = arguments(descriptor);
    Type result = Type.getReturnType(descriptor);
    now().push(result.getSize());
    if (bootstrap.getOwner().equals(LAMBDAS)) {
      Handle body = (Handle) given[1];
      Handed function =
          Handed.lambda(result.getInternalName(), methods(name, given), call(body, captured), line);
      captured.forEach(value -> of(value).forEach(one -> one.into(function)));
      made(function);
    } else if (bootstrap.getOwner().equals(Moved.LINKER)) {
      Call body = call((Handle) given[0], captured);
      add(body, captured.subList(body.kind() == Call.Kind.STATIC ? 0 : 1, captured.size()));
    } else {
      captured.forEach(value -> of(value).forEach(Handed::elsewhere));
    }
  }

  /** As it is declared, as it is meant, and the bridges. */
  private static List<String> methods(String name, Object... given) {
    return Arrays.stream(given)
        .filter(one -> one instanceof Type type && type.getSort() == Type.METHOD)
        .map(descriptor -> name + descriptor)
        .distinct()
        .toList();
  }

  private Call call(Handle body, List<Set<Object>> captured) {
    Call.Kind kind =
        switch (body.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Call.Kind.STATIC;
          case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Call.Kind.SPECIAL;
          default -> Call.Kind.VIRTUAL;
        };
    Set<Object> receiver =
        captured.isEmpty() || kind == Call.Kind.STATIC ? Set.of() : captured.get(0);
    return call(kind, body.getOwner(), body.getName(), body.getDesc(), receiver);
  }

  // ---- fields and constants

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    int size = Type.getType(descriptor).getSize();
    switch (opcode) {
      case Opcodes.GETSTATIC -> get(owner, name, size);
      case Opcodes.PUTSTATIC -> put(owner, name, size);
      case Opcodes.GETFIELD -> {
        now().pop(1);
        now().push(size);
      }
      default -> {
        now().pop(size - 1);
        of(now().pop()).forEach(Handed::elsewhere);
        now().pop(1);
      }
    }
  }

  private void get(String owner, String name, int size) {
    method.calls().add(call(Call.Kind.FIELD, owner, name, "", Set.of()));
    writing |= WRITING_FIELDS.contains(owner + "." + name);
    if (owner.equals("java/lang/System") && CONSOLE.contains(name)) {
      now().push(Set.of(Values.CONSOLE));
    } else {
      now().push(size);
    }
  }

  private void put(String owner, String name, int size) {
    method.calls().add(call(Call.Kind.FIELD, owner, name, "", Set.of()));
    now().pop(size - 1);
    of(now().pop()).forEach(Handed::elsewhere);
  }

  @Override
  public void visitLdcInsn(Object value) {
    writing |= value instanceof String text && WRITING.contains(text);
    now().push(size(value));
  }

  private static int size(Object value) {
    boolean isTwo =
        value instanceof ConstantDynamic dynamic
            ? dynamic.getSize() == 2
            : value instanceof Long || value instanceof Double;
    return isTwo ? 2 : 1;
  }

  // ---- what else moves operands

  @Override
  public void visitIntInsn(int opcode, int operand) {
    now().push(opcode == Opcodes.NEWARRAY ? 0 : 1);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    switch (opcode) {
      case Opcodes.ALOAD -> now().load(variable);
      case Opcodes.ILOAD, Opcodes.FLOAD -> now().push(1);
      case Opcodes.LLOAD, Opcodes.DLOAD -> now().push(2);
      case Opcodes.LSTORE, Opcodes.DSTORE -> {
        now().pop(2);
        now().store(variable, Set.of());
      }
      case Opcodes.RET -> end();
      default -> now().store(variable, now().pop());
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    switch (opcode) {
      case Opcodes.NEW -> now().push(1);
      case Opcodes.INSTANCEOF -> {
        now().pop(1);
        now().push(1);
      }
      default -> {} // an array for a length, an object for itself
    }
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    now().pop(dimensions);
    now().push(1);
  }

  @Override
  public void visitInsn(int opcode) {
    switch (opcode) {
      case Opcodes.DUP -> now().copy(1, 0);
      case Opcodes.DUP_X1 -> now().copy(1, 1);
      case Opcodes.DUP_X2 -> now().copy(1, 2);
      case Opcodes.DUP2 -> now().copy(2, 0);
      case Opcodes.DUP2_X1 -> now().copy(2, 1);
      case Opcodes.DUP2_X2 -> now().copy(2, 2);
      case Opcodes.SWAP -> {
        Set<Object> upper = now().pop();
        Set<Object> lower = now().pop();
        now().push(upper);
        now().push(lower);
      }
      case Opcodes.AASTORE -> {
        of(now().pop()).forEach(Handed::elsewhere);
        now().pop(2);
      }
      case Opcodes.ARETURN -> {
        of(now().pop()).forEach(Handed::elsewhere);
        end();
      }
      case Opcodes.IRETURN,
          Opcodes.LRETURN,
          Opcodes.FRETURN,
          Opcodes.DRETURN,
          Opcodes.RETURN,
          Opcodes.ATHROW ->
          end();
      default -> grow(Growth.of(opcode));
    }
  }

  private void grow(int places) {
    if (places > 0) {
      now().push(places);
    } else {
      now().pop(-places);
    }
  }
}
