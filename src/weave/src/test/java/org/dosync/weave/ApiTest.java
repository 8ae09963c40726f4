package org.dosync.weave;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.description.ModifierReviewable;
import net.bytebuddy.description.NamedElement;
import net.bytebuddy.description.TypeVariableSource;
import net.bytebuddy.description.annotation.AnnotationValue;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;

/**
 * What users can see of the published modules is what docs/api.txt lists, and somebody has looked
 * at. It is here because this module is compiled last. {@code -Dapi.update=true} writes the list.
 */
class ApiTest {

  private static final Path ROOT = Path.of(System.getProperty("test.root", "../.."));
  private static final Path LIST = ROOT.resolve("docs").resolve("api.txt");
  private static final List<String> PUBLISHED = List.of("core", "guard", "cdi", "junit", "weave");

  @Test
  void theApiIsTheOneThatWasReviewed() throws IOException {
    List<String> api = PUBLISHED.stream().map(ApiTest::classes).flatMap(ApiTest::module).toList();
    if (Boolean.getBoolean("api.update")) {
      Files.write(LIST, api);
    }
    assertThat(difference(Files.readAllLines(LIST), api))
        .as("docs/api.txt: - was reviewed and is gone, + is new; -Dapi.update=true rewrites it")
        .isEmpty();
  }

  private static List<String> difference(List<String> reviewed, List<String> api) {
    List<String> difference = new ArrayList<>();
    reviewed.stream()
        .filter(line -> !api.contains(line))
        .map("- "::concat)
        .forEach(difference::add);
    api.stream()
        .filter(line -> !reviewed.contains(line))
        .map("+ "::concat)
        .forEach(difference::add);
    return difference;
  }

  private static Path classes(String module) {
    return ROOT.resolve("src").resolve(module).resolve("target").resolve("classes");
  }

  private static Stream<String> module(Path classes) {
    ModuleDescriptor module = descriptor(classes);
    List<TypeDescription> types =
        exports(module)
            .flatMap(exported -> types(classes, exported))
            .filter(ApiTest::isSeen)
            .sorted(comparing(TypeDescription::getName))
            .toList();
    return Stream.concat(
        directives(module).sorted().map(line -> "module " + module.name() + " " + line),
        types.stream().flatMap(ApiTest::lines));
  }

  private static ModuleDescriptor descriptor(Path classes) {
    try (InputStream file = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> exports(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(exported -> !exported.isQualified())
        .map(ModuleDescriptor.Exports::source);
  }

  private static Stream<String> directives(ModuleDescriptor module) {
    return Stream.concat(
        exports(module).map("exports "::concat),
        module.requires().stream()
            .filter(
                required ->
                    required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
            .map(required -> "requires transitive " + required.name()));
  }

  private static Stream<TypeDescription> types(Path classes, String exported) {
    TypePool pool =
        TypePool.Default.of(
            new ClassFileLocator.Compound(
                new ClassFileLocator.ForFolder(classes.toFile()),
                ClassFileLocator.ForClassLoader.of(ApiTest.class.getClassLoader())));
    File[] files = classes.resolve(exported.replace('.', '/')).toFile().listFiles();
    return Stream.of(files)
        .map(File::getName)
        .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
        .map(name -> pool.describe(exported + "." + name.replace(".class", "")).resolve());
  }

  // ---- what is seen

  private static boolean isSeen(TypeDescription type) {
    TypeDescription outer = type.getDeclaringType();
    return isSeen((ModifierReviewable.OfByteCodeElement) type) && (outer == null || isSeen(outer));
  }

  private static boolean isSeen(ModifierReviewable.OfByteCodeElement element) {
    return (element.isPublic() || element.isProtected()) && !element.isSynthetic();
  }

  private static Stream<String> lines(TypeDescription type) {
    String name = type.getName();
    return Stream.concat(
        Stream.of(name + ": " + declaration(type)),
        members(type).map(line -> name + " " + line).distinct().sorted());
  }

  /** Its own, and those of supertypes that users cannot see as such. */
  private static Stream<String> members(TypeDescription type) {
    Stream<String> own =
        Stream.concat(
            type.getDeclaredFields().stream()
                .filter(ApiTest::isSeen)
                .map(NamedElement.WithGenericName::toGenericString),
            type.getDeclaredMethods().stream()
                .filter(ApiTest::isSeen)
                .filter(method -> !method.isTypeInitializer())
                .map(ApiTest::line));
    return Stream.concat(
        own.map(line -> line.replace(type.getName() + ".", "")),
        supertypes(type)
            .map(TypeDefinition::asErasure)
            .filter(supertype -> !isSeen(supertype))
            .flatMap(ApiTest::members));
  }

  private static Stream<TypeDescription.Generic> supertypes(TypeDescription type) {
    TypeDescription.Generic superclass = type.getSuperClass();
    return Stream.concat(
        superclass == null ? Stream.of() : Stream.of(superclass), type.getInterfaces().stream());
  }

  private static String line(MethodDescription method) {
    String signature = method.toGenericString().replace("synchronized ", "");
    AnnotationValue<?, ?> value = method.getDefaultValue();
    return (method.isVarArgs() ? signature.replace("[])", "...)") : signature)
        + (method.isGenerified() ? " with " + variables(method) : "")
        + (value == null ? "" : " default " + value);
  }

  private static String declaration(TypeDescription type) {
    List<String> supertypes =
        supertypes(type)
            .filter(supertype -> isSeen(supertype.asErasure()))
            .map(TypeDescription.Generic::getTypeName)
            .filter(name -> !name.equals("java.lang.Object"))
            .toList();
    return Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE)
        + (type.isSealed() ? " sealed " : " ")
        + kind(type)
        + variables(type)
        + (supertypes.isEmpty() ? "" : " extends " + String.join(", ", supertypes));
  }

  private static String kind(TypeDescription type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    return type.isInterface()
        ? "interface"
        : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String variables(TypeVariableSource source) {
    return source.getTypeVariables().stream()
        .map(variable -> variable + " extends " + variable.getUpperBounds().get(0).getTypeName())
        .collect(joining(", ", "<", ">"))
        .replace(" extends java.lang.Object", "")
        .replace("<>", "");
  }
}
