package org.dosync.guard;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dosync.Effect;
import org.jspecify.annotations.Nullable;

/** Weaves the classes of a table of rows when they are loaded, or loaded already. */
final class Entrance implements ClassFileTransformer {

  private static final String MISNAMED =
      "Not forbidden: {0}. Its class has no such method, or none with code;"
          + " dosync.guard.forbid has to name the class that has";

  private final Map<String, List<Row>> table = new HashMap<>();
  private final Set<String> types = new HashSet<>();

  /** What the settings name, and what of that can't be guarded. */
  private final Set<String> named = new HashSet<>();

  private final Set<String> misnamed = ConcurrentHashMap.newKeySet();

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
      if (row.effect() == Effect.CUSTOM) {
        addNames(row);
      }
    }
  }

  private void addNames(Row row) {
    for (String method : row.methods()) {
      named.add(row.type() + "." + method);
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
      note(done.missing(), missing);
      note(done.unreachable(), unreachable);
      return done.bytes();
    } catch (Throwable thrown) { // which the JVM would drop without a word
      missing.add(name.replace('/', '.') + ": " + thrown);
      return null;
    }
  }

  private void note(Iterable<String> names, Set<String> unwoven) {
    for (String name : names) {
      if (!named.contains(name)) {
        unwoven.add(name);
      } else if (misnamed.add(name)) {
        tell(name);
      }
    }
  }

  /** On a thread of its own: what a transformer loads is woven by nobody, and that is loggers. */
  private static void tell(String name) {
    Thread teller = new Thread(() -> log(name), "dosync-guard");
    teller.setDaemon(false); // to be told also if the program is over
    teller.start();
  }

  private static void log(String name) {
    System.getLogger("org.dosync.guard").log(WARNING, MISNAMED, name);
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

  Set<String> misnamed() {
    return misnamed;
  }

  Set<String> unreachable() {
    return unreachable;
  }
}
