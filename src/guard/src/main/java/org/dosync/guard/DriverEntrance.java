package org.dosync.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of drivers, of databases or of messages, and of pools around them, when they
 * are loaded: whatever implements the interfaces of {@code java.sql} or {@code jakarta.jms}. Their
 * names are not known, so each class is looked at; most are done with after a search for a few
 * bytes.
 */
final class DriverEntrance implements ClassFileTransformer {

  /** Others may have names as the JDK's, {@code com.sun}: its own are told by their loader. */
  private static final List<String> NO_DRIVERS =
      List.of("java/", "javax/sql/", "jdk/", "sun/", "com/sun/proxy/", "org/dosync/");

  private static final ClassLoader OF_THE_JDK = ClassLoader.getPlatformClassLoader();

  private static final List<byte[]> SIGNS =
      List.of(
          "/sql/".getBytes(StandardCharsets.US_ASCII), "/jms/".getBytes(StandardCharsets.US_ASCII));

  /** What is known of the types that a class loader sees; it does not hold on to the loader. */
  private final Map<ClassLoader, Map<String, Set<Row>>> known =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Entrance entrance;
  private final Map<String, List<Row>> interfaces;

  DriverEntrance(Entrance entrance, Map<String, List<Row>> interfaces) {
    this.entrance = entrance;
    this.interfaces = interfaces;
  }

  /** Whether a class that is loaded already should be woven again. */
  boolean isFor(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != OF_THE_JDK
        && !type.isInterface()
        && !isNoDriver(type.getName().replace('.', '/'))
        && implementsOne(type);
  }

  private boolean implementsOne(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (interfaces.containsKey(parent.getName().replace('.', '/')) || implementsOne(parent)) {
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
    if (loader == null
        || loader == OF_THE_JDK
        || name == null
        || interfaces.isEmpty()
        || isNoDriver(name)
        || !hasSign(original)) {
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
    for (int i = 0; i < original.length; i++) {
      if (original[i] == '/' && isSignAt(original, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSignAt(byte[] original, int start) {
    for (byte[] sign : SIGNS) {
      int end = start + sign.length;
      if (end <= original.length && Arrays.equals(original, start, end, sign, 0, sign.length)) {
        return true;
      }
    }
    return false;
  }

  // ---- what a type implements

  private Map<String, Set<Row>> known(ClassLoader loader) {
    return known.computeIfAbsent(loader, any -> new ConcurrentHashMap<>());
  }

  private Set<Row> rowsOfParents(
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

  private Set<Row> rowsOf(String name, ClassLoader loader, Map<String, Set<Row>> known) {
    Set<Row> rows = known.get(name);
    if (rows == null) {
      rows = new LinkedHashSet<>(interfaces.getOrDefault(name, List.of()));
      if (!isNoDriver(name)) {
        rows.addAll(read(name, loader, known));
      }
      known.put(name, rows);
    }
    return rows;
  }

  private Set<Row> read(String name, ClassLoader loader, Map<String, Set<Row>> known) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null
          ? Set.of()
          : rowsOfParents(new ClassReader(in.readAllBytes()), loader, known);
    } catch (IOException unreadable) {
      return Set.of();
    }
  }
}
