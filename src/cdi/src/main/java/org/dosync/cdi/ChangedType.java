package org.dosync.cdi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
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
    if (argument instanceof WildcardType wildcard) {
      return areAbove(wildcard.getUpperBounds(), value)
          && List.of(wildcard.getLowerBounds()).stream().allMatch(lower -> isAbove(value, lower));
    }
    return argument instanceof TypeVariable<?> variable
        ? areAbove(variable.getBounds(), value)
        : argument.equals(value);
  }

  private static boolean areAbove(Type[] bounds, Type type) {
    return List.of(bounds).stream().allMatch(bound -> isAbove(bound, type));
  }

  private static boolean isAbove(Type bound, Type type) {
    return bound instanceof Class<?> above ? above.isAssignableFrom(raw(type)) : bound.equals(type);
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
