package org.dosync.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.dosync.Effect;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of JDBC drivers, and of pools around them, when they are loaded: whatever
 * implements the interfaces of {@code java.sql}. Their names are not known, so each class is looked
 * at; most are done with after a search for a few bytes.
 */
final class JdbcEntrance implements ClassFileTransformer {

  /** To close must not fail: what has been opened would stay so. */
  private static final List<Row> STATEMENT = List.of(effect("execute*"), part("close"));

  private static final Map<String, List<Row>> INTERFACES =
      Map.of(
          "java/sql/Statement",
          STATEMENT,
          "java/sql/PreparedStatement",
          STATEMENT,
          "java/sql/CallableStatement",
          STATEMENT,
          "java/sql/ResultSet",
          List.of(part("next", "close")),
          "java/sql/Connection",
          List.of(
              effect("commit", "rollback", "setAutoCommit"),
              part("prepare*", "createStatement", "close")),
          "java/sql/Driver",
          List.of(effect("connect")),
          "javax/sql/DataSource",
          List.of(effect("getConnection")));

  private static final List<String> NO_DRIVERS =
      List.of("java/", "javax/", "jdk/", "sun/", "com/sun/", "org/dosync/");

  private static final byte[] SIGN = "/sql/".getBytes(StandardCharsets.US_ASCII);

  /** What is known of the types that a class loader sees; it does not hold on to the loader. */
  private final Map<ClassLoader, Map<String, Set<Row>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Entrance entrance;

  JdbcEntrance(Entrance entrance) {
    this.entrance = entrance;
  }

  private static Row effect(String... methods) {
    return new Row("java.sql", List.of(methods), Effect.JDBC, Row.Weave.WHOLE);
  }

  private static Row part(String... methods) {
    return new Row("java.sql", List.of(methods), Effect.JDBC, Row.Weave.PART);
  }

  /** Whether a class that is loaded already should be woven again. */
  static boolean isFor(Class<?> type) {
    return type.getClassLoader() != null
        && !type.isInterface()
        && !isNoDriver(type.getName().replace('.', '/'))
        && implementsOne(type);
  }

  private static boolean implementsOne(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (INTERFACES.containsKey(parent.getName().replace('.', '/')) || implementsOne(parent)) {
        return true;
      }
    }
    return implementsOne(type.getSuperclass());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (loader == null || name == null || isNoDriver(name) || !hasSign(original)) {
      return null;
    }
    try {
      return weave(loader, name, original);
    } catch (Throwable thrown) { // a class that can't be read is no reason not to load it
      return null;
    }
  }

  private byte @Nullable [] weave(ClassLoader loader, String name, byte[] original) {
    ClassReader reader = new ClassReader(original);
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
      return null;
    }
    Set<Row> rows = rowsOfParents(reader, loader, known(loader));
    return rows.isEmpty() ? null : entrance.weavePublic(name, original, List.copyOf(rows));
  }

  private static boolean isNoDriver(String name) {
    for (String prefix : NO_DRIVERS) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSign(byte[] original) {
    for (int i = 0; i <= original.length - SIGN.length; i++) {
      int matching = 0;
      while (matching < SIGN.length && original[i + matching] == SIGN[matching]) {
        matching++;
      }
      if (matching == SIGN.length) {
        return true;
      }
    }
    return false;
  }

  // ---- what a type implements

  private Map<String, Set<Row>> known(ClassLoader loader) {
    return known.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
  }

  private static Set<Row> rowsOfParents(
      ClassReader reader, ClassLoader loader, Map<String, Set<Row>> known) {
    Set<Row> rows = new LinkedHashSet<>();
    for (String parent : reader.getInterfaces()) {
      rows.addAll(rowsOf(parent, loader, known));
    }
    if (reader.getSuperName() != null) {
      rows.addAll(rowsOf(reader.getSuperName(), loader, known));
    }
    return rows;
  }

  private static Set<Row> rowsOf(String name, ClassLoader loader, Map<String, Set<Row>> known) {
    List<Row> own = INTERFACES.get(name);
    if (own != null) {
      return new LinkedHashSet<>(own);
    }
    if (isNoDriver(name)) {
      return Set.of();
    }
    Set<Row> rows = known.get(name);
    if (rows == null) {
      rows = read(name, loader, known);
      known.put(name, rows);
    }
    return rows;
  }

  private static Set<Row> read(String name, ClassLoader loader, Map<String, Set<Row>> known) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null
          ? Set.of()
          : rowsOfParents(new ClassReader(in.readAllBytes()), loader, known);
    } catch (IOException unreadable) {
      return Set.of();
    }
  }
}
