package org.dosync.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

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

  private static boolean isVisible(Method method, Class<?> below) {
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

  private static boolean isLike(Method other, Method bridge) {
    return other.getName().equals(bridge.getName())
        && other.getParameterCount() == bridge.getParameterCount();
  }
}
