package org.dosync.guard;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Type;
import org.dosync.guard.Row.Weave;

/** What the tables of the guard say: the tests have to meet all of it. */
final class Guarded {

  private static final Map<String, List<Row>> DRIVERS = DriverRows.of(true, true);

  private Guarded() {}

  /** All that is guarded in this JDK, by the names under which it is told. */
  static Set<String> inThisJdk() {
    List<Row> rows = new ArrayList<>(EntryPoints.OF_THE_JDK);
    rows.addAll(EntryPoints.since17(Runtime.version().feature()));
    rows.addAll(EntryPoints.ELSEWHERE);
    rows.add(EntryPoints.printing(false));
    Set<String> names = new TreeSet<>();
    rows.forEach(row -> methods(row).forEach(name -> names.add(row.type() + "." + name)));
    return names;
  }

  /** Other systems' classes are not here, and libraries have tests of their own. */
  private static Stream<String> methods(Row row) {
    try {
      Class<?> type = Class.forName(row.type(), false, ClassLoader.getPlatformClassLoader());
      return Stream.of(type.getDeclaredMethods())
          .filter(method -> !Modifier.isNative(method.getModifiers()) && !method.isSynthetic())
          .filter(method -> isNamed(row, method))
          .map(Method::getName);
    } catch (ClassNotFoundException notHere) {
      return Stream.of();
    }
  }

  private static boolean isNamed(Row row, Method method) {
    return row.names(method.getName(), Type.getMethodDescriptor(method));
  }

  /** Those that drivers implement. */
  static List<String> interfaces() {
    return DRIVERS.keySet().stream().map(name -> name.replace('/', '.')).toList();
  }

  /** What {@link org.dosync.probe.Drivers} has to print. */
  static List<String> inDrivers() throws ClassNotFoundException {
    List<String> lines = new ArrayList<>();
    for (String name : interfaces()) {
      Class<?> type = Class.forName(name);
      for (Method method : type.getMethods()) {
        if (Modifier.isAbstract(method.getModifiers())) {
          lines.add(name + " " + method.getName() + " " + effect(type, method));
        }
      }
    }
    return lines;
  }

  private static String effect(Class<?> type, Method method) {
    return withAncestors(type)
        .flatMap(one -> DRIVERS.getOrDefault(Type.getInternalName(one), List.of()).stream())
        .filter(row -> isNamed(row, method))
        .findFirst()
        .filter(row -> row.weave() != Weave.PART)
        .map(row -> row.effect().name())
        .orElse("NONE");
  }

  private static Stream<Class<?>> withAncestors(Class<?> type) {
    return Stream.concat(
        Stream.of(type), Stream.of(type.getInterfaces()).flatMap(Guarded::withAncestors));
  }
}
