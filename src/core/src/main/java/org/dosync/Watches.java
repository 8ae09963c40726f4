package org.dosync;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The watches of a reference, in the order they were added. Immutable. */
final class Watches {

  static final Watches NONE = new Watches(Map.of());

  private final Map<Object, Watch<@Nullable Object>> byKey;

  private Watches(Map<Object, Watch<@Nullable Object>> byKey) {
    this.byKey = byKey;
  }

  Watches with(Object key, Watch<@Nullable Object> watch) {
    Map<Object, Watch<@Nullable Object>> copy = new LinkedHashMap<>(byKey);
    copy.put(key, watch);
    return new Watches(copy);
  }

  Watches without(Object key) {
    Map<Object, Watch<@Nullable Object>> copy = new LinkedHashMap<>(byKey);
    copy.remove(key);
    return copy.isEmpty() ? NONE : new Watches(copy);
  }

  Map<Object, Watch<@Nullable Object>> asMap() {
    return Collections.unmodifiableMap(byKey);
  }

  /** Outside any transaction: an atom may change in the middle of one. */
  void changed(Reference<?> reference, @Nullable Object oldValue, @Nullable Object newValue) {
    if (this != NONE) {
      TransactionRunner.runOutside(Current.slot(), () -> tellAll(reference, oldValue, newValue));
    }
  }

  /** Tells every watch, whatever the ones before it throw. */
  private void tellAll(
      Reference<?> reference, @Nullable Object oldValue, @Nullable Object newValue) {
    for (Map.Entry<Object, Watch<@Nullable Object>> each : byKey.entrySet()) {
      tell(each.getKey(), each.getValue(), reference, oldValue, newValue);
    }
  }

  @SuppressWarnings("unchecked")
  private static void tell(
      Object key,
      Watch<@Nullable Object> watch,
      Reference<?> reference,
      @Nullable Object oldValue,
      @Nullable Object newValue) {
    try {
      watch.changed(key, (Reference<@Nullable Object>) reference, oldValue, newValue);
    } catch (Throwable thrown) {
      Failures.report("watch " + Text.of(key), reference, thrown);
    }
  }
}
