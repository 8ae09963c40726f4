package org.dosync.cdi;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the language model of build-compatible extensions describes, by reflection; and members as
 * text, which is all that goes from the build of an application to its start.
 */
final class Reflected {

  private static final Map<String, Class<?>> PRIMITIVES =
      Stream.of(
              boolean.class,
              byte.class,
              short.class,
              int.class,
              long.class,
              float.class,
              double.class,
              char.class)
          .collect(Collectors.toMap(Class::getName, type -> type));

  private Reflected() {}

  /** {@code Ref<Integer>} and the like: equal to the JDK's own. */
  record Parameterized(Class<?> raw, List<Type> arguments) implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && arguments.equals(List.of(that.getActualTypeArguments()))
          && Objects.equals(getOwnerType(), that.getOwnerType());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments())
          ^ Objects.hashCode(getOwnerType())
          ^ raw.hashCode(); // as the JDK has it
    }
  }

  // ---- classes and types

  static Class<?> type(ClassInfo info) {
    return type(info.name());
  }

  private static Class<?> type(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is a bean, but not to be loaded"));
  }

  /** None for what the build of an application generates: that is not there before its end. */
  static Optional<Class<?>> find(ClassInfo info) {
    return find(info.name());
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(
          Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  static Type type(jakarta.enterprise.lang.model.types.Type type) {
    if (!type.isParameterizedType()) {
      return raw(type);
    }
    List<Type> arguments =
        type.asParameterizedType().typeArguments().stream().map(Reflected::type).toList();
    return new Parameterized(raw(type), arguments);
  }

  static Class<?> raw(jakarta.enterprise.lang.model.types.Type type) {
    return switch (type.kind()) {
      case CLASS -> type(type.asClass().declaration());
      case PARAMETERIZED_TYPE -> type(type.asParameterizedType().declaration());
      case PRIMITIVE -> PRIMITIVES.getOrDefault(type.asPrimitive().name(), Object.class);
      case ARRAY -> Array.newInstance(raw(type.asArray().componentType()), 0).getClass();
      case TYPE_VARIABLE -> raw(type.asTypeVariable().bounds().get(0));
      case WILDCARD_TYPE, VOID -> Object.class;
    };
  }

  // ---- members

  static Field member(FieldInfo info) {
    return found(
        Arrays.asList(type(info.declaringClass()).getDeclaredFields()),
        field -> field.getName().equals(info.name()),
        info.name());
  }

  static Executable member(MethodInfo info) {
    List<Class<?>> parameters =
        info.parameters().stream().<Class<?>>map(one -> raw(one.type())).toList();
    return found(
        executables(type(info.declaringClass())),
        one -> isNamed(one, info) && List.<Class<?>>of(one.getParameterTypes()).equals(parameters),
        info.name());
  }

  private static boolean isNamed(Executable executable, MethodInfo info) {
    return executable instanceof Method
        ? executable.getName().equals(info.name())
        : info.isConstructor();
  }

  private static List<Executable> executables(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .toList();
  }

  private static <M> M found(Collection<M> members, Predicate<M> isIt, String name) {
    return members.stream()
        .filter(isIt)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no " + name + " in " + members));
  }

  // ---- members as text

  /** Without modifiers: a build may change those. */
  static String text(Member member) {
    String parameters =
        member instanceof Executable executable
            ? Arrays.stream(executable.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", "(", ")"))
            : "";
    return member.getDeclaringClass().getName() + "#" + member.getName() + parameters;
  }

  static Member member(String text) {
    Class<?> type = type(text.substring(0, text.indexOf('#')));
    List<Member> members =
        Stream.<Member>concat(Arrays.stream(type.getDeclaredFields()), executables(type).stream())
            .toList();
    return found(members, member -> text(member).equals(text), text);
  }
}
