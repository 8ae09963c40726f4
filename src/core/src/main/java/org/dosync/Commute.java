package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An entry of a write set whose value is computed at the commit; never the head of a ref. */
final class Commute extends Version implements UnaryOperator<@Nullable Object> {

  private final List<UnaryOperator<@Nullable Object>> functions = new ArrayList<>(1);
  private @Nullable Version committed;

  Commute(Ref<?> ref) {
    super(ref, null, null, null);
    credit = BLIND;
  }

  void add(UnaryOperator<@Nullable Object> function) {
    functions.add(function);
  }

  int size() {
    return functions.size();
  }

  void truncate(int size) {
    functions.subList(size, functions.size()).clear();
  }

  /**
   * What is to be committed, on a base that may be another each time: one object, because a reader
   * may have met it as a pending head that was taken back since, and believes its owner's status.
   */
  Version on(Version base, Attempt owner) {
    Version version = committed == null ? ref.version(null, base, owner) : committed;
    version.value = base.value;
    version.prev = base;
    committed = version;
    return version;
  }

  /** All functions, in the order of the calls. Runs user code. */
  @Override
  public @Nullable Object apply(@Nullable Object base) {
    Object result = base;
    for (UnaryOperator<@Nullable Object> function : functions) {
      result = function.apply(result);
    }
    return result;
  }
}
