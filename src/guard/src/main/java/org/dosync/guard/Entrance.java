package org.dosync.guard;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Weaves the classes of a table of rows when they are loaded, or loaded already. */
final class Entrance implements ClassFileTransformer {

  private final Map<String, List<Row>> table = new HashMap<>();
  private final Set<String> types = new HashSet<>();
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

  Entrance(List<Row> rows) {
    for (Row row : rows) {
      List<Row> known = table.get(row.internalName());
      List<Row> all = known == null ? new ArrayList<>() : known;
      all.add(row);
      table.put(row.internalName(), all);
      types.add(row.type());
    }
  }

  boolean isFor(Class<?> type) {
    return types.contains(type.getName());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (name == null) {
      return null;
    }
    List<Row> rows = table.get(name);
    return rows == null ? null : weave(name, original, rows);
  }

  /** Weaves public methods alone, and does not miss any: a class need not have all. */
  byte @Nullable [] weavePublic(String name, byte[] original, List<Row> rows) {
    byte[] bytes = Weaver.weave(original, rows, true).bytes();
    if (bytes != null) {
      woven.add(name.replace('/', '.'));
    }
    return bytes;
  }

  private byte @Nullable [] weave(String name, byte[] original, List<Row> rows) {
    try {
      Weaver.Woven done = Weaver.weave(original, rows, false);
      woven.add(name.replace('/', '.'));
      missing.addAll(done.missing());
      unreachable.addAll(done.unreachable());
      return done.bytes();
    } catch (Throwable thrown) { // which the JVM would drop without a word
      missing.add(name.replace('/', '.') + ": " + thrown);
      return null;
    }
  }

  /** Notes rows whose class is not there. */
  void absent(String type) {
    missing.add(type);
  }

  Set<String> woven() {
    return woven;
  }

  Set<String> missing() {
    return missing;
  }

  Set<String> unreachable() {
    return unreachable;
  }
}
