package org.dosync.probe;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.StubMethod;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/**
 * Makes a driver for each interface that is given, after the package for them. They do nothing;
 * those in {@code old} are of the time when classes had no frames. Calls each of their methods in a
 * transaction, and prints what that is taken for.
 */
public final class Drivers {

  private Drivers() {}

  public static void main(String[] arguments) throws Exception {
    for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
      Class<?> type = Class.forName(name);
      Object driver = driver(arguments[0], type);
      for (Method method : type.getMethods()) {
        if (Modifier.isAbstract(method.getModifiers())) {
          System.out.println(name + " " + method.getName() + " " + effect(method, driver));
        }
      }
    }
  }

  private static Object driver(String place, Class<?> type) throws ReflectiveOperationException {
    return new ByteBuddy(place.equals("old") ? ClassFileVersion.JAVA_V5 : ClassFileVersion.JAVA_V17)
        .subclass(Object.class)
        .implement(type)
        .name(place + "." + type.getName())
        .method(isAbstract())
        .intercept(StubMethod.INSTANCE)
        .make()
        .load(Drivers.class.getClassLoader())
        .getLoaded()
        .getConstructor()
        .newInstance();
  }

  private static String effect(Method method, Object driver) {
    Object[] nothing =
        Stream.of(method.getParameterTypes()).map(Drivers::nothing).toArray(Object[]::new);
    try {
      Transaction.dosync(() -> method.invoke(driver, nothing));
      return "NONE";
    } catch (SideEffectInTransactionException e) {
      return e.effect().name();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }

  /** Null, or nought. */
  private static Object nothing(Class<?> type) {
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }
}
