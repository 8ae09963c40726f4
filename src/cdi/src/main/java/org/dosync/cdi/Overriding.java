package org.dosync.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which methods of a class and all above it a caller can meet. */
final class Overriding {

  private Overriding() {}

  /** Whether a call of the method on an instance of the class runs another one. */
  static boolean isOverridden(Method method, Class<?> beanClass) {
    if (!isVirtual(method)) {
      return false;
    }
    return method.getDeclaringClass().isInterface()
        ? isInterfaceMethodOverridden(method, beanClass)
        : isClassMethodOverridden(method, beanClass);
  }

  /** {@code toString()} and the like, which are called without a word. */
  static boolean isOfObject(Method method) {
    try {
      return Object.class.getMethod(method.getName(), method.getParameterTypes()) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** What the method overrides, or implements, of the classes and interfaces above a class. */
  static List<Method> overriddenBy(Method method, Class<?> beanClass) {
    return above(beanClass, new LinkedHashSet<>()).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(above -> !above.equals(method) && !above.isSynthetic() && fits(above, method))
        .filter(above -> isOverridden(above, beanClass))
        .toList();
  }

  private static Set<Class<?>> above(Class<?> type, Set<Class<?>> found) {
    Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
        .filter(one -> !one.getName().startsWith("java.") && found.add(one))
        .forEach(one -> above(one, found));
    return found;
  }

  /** Whether one may override the other, by what they take. */
  static boolean fits(Method above, Method method) {
    return isLike(above, method)
        && IntStream.range(0, above.getParameterCount())
            .allMatch(index -> fits(above, method, index));
  }

  /** What is a type variable above may be any class here. */
  private static boolean fits(Method above, Method method, int index) {
    Class<?> type = above.getParameterTypes()[index];
    Class<?> own = method.getParameterTypes()[index];
    boolean isVariable = above.getGenericParameterTypes()[index] instanceof TypeVariable<?>;
    return type == own || (isVariable && type.isAssignableFrom(own));
  }

  private static boolean isVirtual(Method method) {
    return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
  }

  private static boolean isInterfaceMethodOverridden(Method method, Class<?> beanClass) {
    try {
      Method met = beanClass.getMethod(method.getName(), method.getParameterTypes());
      return met.getDeclaringClass() != method.getDeclaringClass();
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static boolean isClassMethodOverridden(Method method, Class<?> beanClass) {
    Class<?> type = beanClass;
    while (type != method.getDeclaringClass() && type != null) {
      if (overrides(type, method)) {
        return true;
      }
      type = type.getSuperclass();
    }
    return false;
  }

  private static boolean overrides(Class<?> type, Method method) {
    try {
      Method below = type.getDeclaredMethod(method.getName(), method.getParameterTypes());
      return isVirtual(below) && isVisible(method, type) && !isOnlyABridge(below);
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** Whether a class can override it. */
  static boolean isVisible(Method method, Class<?> below) {
    return Modifier.isPublic(method.getModifiers())
        || Modifier.isProtected(method.getModifiers())
        || method.getDeclaringClass().getPackage().equals(below.getPackage());
  }

  /** A public class has bridges to what it inherits from one that is not; they override nothing. */
  private static boolean isOnlyABridge(Method below) {
    return below.isBridge()
        && Arrays.stream(below.getDeclaringClass().getDeclaredMethods())
            .noneMatch(other -> !other.isBridge() && isLike(other, below));
  }

  private static boolean isLike(Method one, Method other) {
    return one.getName().equals(other.getName())
        && one.getParameterCount() == other.getParameterCount();
  }
}
