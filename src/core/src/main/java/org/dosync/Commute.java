package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An entry of a write set whose value is computed at the commit; never the head of a ref. */
final class Commute extends Version implements UnaryOperator<@Nullable Object> {

  private final UnaryOperator<@Nullable Object> first;

  /** Most commutes have one function and do without a list. */
  private @Nullable List<UnaryOperator<@Nullable Object>> others;

  private @Nullable Version result;

  Commute(Ref<?> ref, UnaryOperator<@Nullable Object> function) {
    super(ref, null, null, null);
    credit = BLIND;
    first = function;
  }

  void add(UnaryOperator<@Nullable Object> function) {
    List<UnaryOperator<@Nullable Object>> list = others;
    if (list == null) {
      list = new ArrayList<>();
      others = list;
    }
    list.add(function);
  }

  int size() {
    return others == null ? 1 : 1 + others.size();
  }

  void truncate(int size) {
    if (others != null) {
      others.subList(size - 1, others.size()).clear();
    }
  }

  /**
   * What is to be committed, on a base that may be another each time: one object, because a reader
   * may have met it as a pending head that was taken back since, and believes its owner's status.
   */
  Version on(Version base, Attempt owner) {
    Version version = result == null ? ref.version(null, base, owner) : result;
    version.value = base.value;
    version.prev = base;
    result = version;
    return version;
  }

  /** All functions, in the order of the calls. Runs user code. */
  @Override
  public @Nullable Object apply(@Nullable Object base) {
    Object result = first.apply(base);
    if (others != null) {
      for (UnaryOperator<@Nullable Object> function : others) {
        result = function.apply(result);
      }
    }
    return result;
  }
}
