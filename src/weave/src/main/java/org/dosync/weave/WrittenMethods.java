package org.dosync.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a record that somebody wrote. Class files do not tell which those are; what the
 * compiler adds calls nothing, so it has no use for a transaction either.
 */
final class WrittenMethods extends ClassVisitor {

  private static final String COMPILER = "java/lang/runtime/ObjectMethods";
  private static final Set<String> OF_OBJECT =
      Set.of("equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;");

  /** Those that call something, with their descriptors. */
  private final Set<String> calling = new HashSet<>();

  private WrittenMethods() {
    super(OpenedClassReader.ASM_API);
  }

  /** The annotated methods, but those that an annotation on a record is not meant for. */
  static List<InDefinedShape> of(TypeDescription type, ClassFileLocator classes) {
    List<InDefinedShape> annotated = Annotated.methods(type);
    if (!type.isRecord()) {
      return annotated;
    }
    WrittenMethods written = new WrittenMethods();
    read(type, classes).accept(written, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return annotated.stream()
        .filter(method -> Annotated.isByItself(method) || written.has(type, method))
        .toList();
  }

  private static ClassReader read(TypeDescription type, ClassFileLocator classes) {
    try {
      return OpenedClassReader.of(classes.locate(type.getName()).resolve());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean has(TypeDescription type, InDefinedShape method) {
    String signature = method.getInternalName() + method.getDescriptor();
    return calling.contains(signature)
        || !(OF_OBJECT.contains(signature) || isAccessor(type, method));
  }

  private static boolean isAccessor(TypeDescription type, InDefinedShape method) {
    return method.getParameters().isEmpty()
        && type.getRecordComponents().stream()
            .anyMatch(component -> component.getActualName().equals(method.getInternalName()));
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(OpenedClassReader.ASM_API) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        calling.add(name + descriptor);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String called, String type, Handle bootstrap, Object... arguments) {
        if (!bootstrap.getOwner().equals(COMPILER)) {
          calling.add(name + descriptor);
        }
      }
    };
  }
}
