package org.dosync.weave;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.method.MethodDescription.InDefinedShape;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves the methods with {@link org.dosync.cdi.Dosync} or {@link org.dosync.cdi.SideEffect} of a
 * project's classes: they are transactions then, or no part of one, whoever calls them.
 *
 * <p>Byte Buddy's Maven plugin finds it, if this module is among its dependencies.
 */
public class DosyncPlugin implements Plugin {

  /** Made by Byte Buddy. */
  public DosyncPlugin() {}

  @Override
  public boolean matches(TypeDescription type) {
    return !type.isAnnotation()
        && (Annotated.isAnnotated(type) || !Annotated.methods(type).isEmpty());
  }

  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classes) {
    List<InDefinedShape> methods = WrittenMethods.of(type, classes);
    List<String> mistakes = Mistakes.of(type, methods);
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(String.join(System.lineSeparator(), mistakes));
    }
    Set<String> woven =
        methods.stream()
            .filter(method -> !method.isAbstract() && !Annotated.isWoven(method))
            .map(method -> method.getInternalName() + method.getDescriptor())
            .collect(toSet());
    return woven.isEmpty() ? builder : builder.visit(new Weaving(woven));
  }

  @Override
  public void close() {}
}
