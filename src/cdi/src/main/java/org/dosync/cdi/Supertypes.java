package org.dosync.cdi;

import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code Collection<String>} and all others above {@code List<String>}. */
final class Supertypes {

  private Supertypes() {}

  /** With the type itself. */
  static Set<Type> of(Type type) {
    Set<Type> found = new LinkedHashSet<>();
    add(type, found);
    return found;
  }

  /** Without its arguments, if it has some. */
  static Type raw(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }

  /**
   * The type of a member as a class inherits it: without variables that the class has filled in.
   */
  static Type inherited(Type type, Member member, Class<?> by) {
    return of(by).stream()
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(above -> above.getRawType() == member.getDeclaringClass())
        .findFirst()
        .map(above -> filledIn(type, above))
        .orElse(type);
  }

  private static void add(Type type, Set<Type> found) {
    if (found.add(type)) {
      if (type instanceof ParameterizedType parameterized) {
        above((Class<?>) parameterized.getRawType())
            .forEach(one -> add(filledIn(one, parameterized), found));
      } else if (type instanceof Class<?> plain) {
        above(plain).forEach(one -> add(one, found));
      }
    }
  }

  private static Stream<Type> above(Class<?> type) {
    return Stream.concat(
        Stream.ofNullable(type.getGenericSuperclass()), Stream.of(type.getGenericInterfaces()));
  }

  /** With arguments in the place of the variables of their class. */
  private static Type filledIn(Type type, ParameterizedType arguments) {
    if (type instanceof ParameterizedType parameterized) {
      List<Type> filled =
          Arrays.stream(parameterized.getActualTypeArguments())
              .map(one -> filledIn(one, arguments))
              .toList();
      return new Reflected.Parameterized((Class<?>) parameterized.getRawType(), filled);
    }
    Class<?> raw = (Class<?>) arguments.getRawType();
    int index = Arrays.<Type>asList(raw.getTypeParameters()).indexOf(type);
    return type instanceof TypeVariable<?> && index >= 0
        ? arguments.getActualTypeArguments()[index]
        : type;
  }
}
