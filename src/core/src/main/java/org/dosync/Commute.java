package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a write set whose value is computed at the commit. It is the version that is
 * committed as well, unless its ref keeps a history.
 */
final class Commute extends Version implements UnaryOperator<@Nullable Object> {

  private @Nullable UnaryOperator<@Nullable Object> first;

  /** Most commutes have one function and do without a list. */
  private @Nullable List<UnaryOperator<@Nullable Object>> others;

  /** For a ref with a history. */
  private @Nullable Version fact;

  Commute(Ref<?> ref, UnaryOperator<@Nullable Object> function, Attempt owner) {
    super(ref, null, null, owner);
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
  Version on(Version base) {
    return ref.historyOrNull() == null ? plainlyOn(base) : factOn(base);
  }

  /** The same for a ref without history. */
  Version plainlyOn(Version base) {
    value = base.value;
    prev = base;
    credit = 0;
    return this;
  }

  private Version factOn(Version base) {
    Version known = fact == null ? ref.version(null, null, owner()) : fact;
    known.value = base.value;
    known.prev = base;
    fact = known;
    return known;
  }

  /** Whether what is below counts as read. */
  void dependOnBase(boolean depend) {
    credit = depend ? 0 : BLIND;
  }

  /** All functions, in the order of the calls. Runs user code. */
  @Override
  public @Nullable Object apply(@Nullable Object base) {
    Object result = requireNonNull(first).apply(base);
    if (others != null) {
      for (UnaryOperator<@Nullable Object> function : others) {
        result = function.apply(result);
      }
    }
    return result;
  }

  @Override
  void committed(long commitPoint, @Nullable Attempt stone) {
    first = null;
    others = null;
    super.committed(commitPoint, stone);
  }
}
