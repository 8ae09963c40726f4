package org.dosync.cdi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code Changed<Integer>} for the changes of an {@code Integer}, and who can observe it. CDI 4.0
 * finds observers by the class of an event, which has no such arguments.
 */
record ChangedType(Type value) implements ParameterizedType {

  @Override
  public Type[] getActualTypeArguments() {
    return new Type[] {value};
  }

  @Override
  public Type getRawType() {
    return Changed.class;
  }

  @Override
  public @Nullable Type getOwnerType() {
    return null;
  }

  /** Whether it can be given to an observer, by the rules of CDI for events. */
  boolean isA(Type observed) {
    if (observed instanceof ParameterizedType parameterized) {
      return parameterized.getRawType() == Changed.class
          && accepts(parameterized.getActualTypeArguments()[0]);
    }
    return observed instanceof Class<?> type && type.isAssignableFrom(Changed.class);
  }

  private boolean accepts(Type argument) {
    return isMet(argument, value, Set.of());
  }

  /**
   * Whether what is asked for in the place of an argument is there.
   *
   * @param asked null where OpenWebBeans has a variable that its own bound names
   * @param open variables whose bounds are being looked at: a bound may name its variable
   */
  private static boolean isMet(@Nullable Type asked, Type given, Set<Type> open) {
    if (asked == null) {
      return true;
    }
    if (asked instanceof WildcardType wildcard) {
      return areAbove(wildcard.getUpperBounds(), given, open)
          && List.of(wildcard.getLowerBounds()).stream()
              .allMatch(lower -> isAbove(given, lower, open));
    }
    if (asked instanceof TypeVariable<?> variable) {
      return open.contains(asked) || areAbove(variable.getBounds(), given, with(open, asked));
    }
    return asked.equals(given)
        || (asked instanceof ParameterizedType one
            && given instanceof ParameterizedType other
            && areMet(one, other, open));
  }

  private static Set<Type> with(Set<Type> open, Type one) {
    return Stream.concat(open.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean areMet(ParameterizedType asked, ParameterizedType given, Set<Type> open) {
    Type[] ones = asked.getActualTypeArguments();
    Type[] others = given.getActualTypeArguments();
    return asked.getRawType().equals(given.getRawType())
        && IntStream.range(0, ones.length)
            .allMatch(index -> isMet(ones[index], others[index], open));
  }

  private static boolean areAbove(Type[] bounds, Type type, Set<Type> open) {
    return List.of(bounds).stream().allMatch(bound -> isAbove(bound, type, open));
  }

  private static boolean isAbove(Type bound, Type type, Set<Type> open) {
    if (open.contains(type)) { // of "? super E"
      return true;
    }
    return bound instanceof Class<?> above
        ? above.isAssignableFrom(raw(type))
        : Supertypes.of(type).stream().anyMatch(one -> isMet(bound, one, open));
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    return type instanceof Class<?> raw ? raw : Object.class;
  }

  @Override
  public String toString() {
    return Changed.class.getName() + "<" + value.getTypeName() + ">";
  }
}
