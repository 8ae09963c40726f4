package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a write set whose value is computed at the commit. It is the version that is
 * committed as well, unless its ref keeps a history.
 */
final class Commute extends LongVersion {

  private @Nullable Object first;

  /** Most commutes have one function and do without a list. */
  private @Nullable List<Object> others;

  /** For a ref with a history. */
  private @Nullable Version fact;

  Commute(TransactionalRef<?> ref, Object function, Attempt owner) {
    super(ref, null, owner);
    credit = BLIND;
    first = function;
  }

  void add(Object function) {
    List<Object> list = others;
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
    dependOn(base);
    hold(base.value, base.number());
    return this;
  }

  private Version factOn(Version base) {
    dependOn(base);
    Version known = fact == null ? ref.version(null, owner()) : fact;
    known.hold(base.value, base.number());
    known.prev = base;
    fact = known;
    return known;
  }

  /** While its functions run on this version. */
  void dependOn(Version base) {
    prev = base;
    credit = 0;
  }

  /** Whether what is below counts as read. */
  void dependOnBase(boolean depend) {
    credit = depend ? 0 : BLIND;
  }

  /** Applies all functions to a version, in the order of the calls. Runs user code. */
  void applyTo(Version version) {
    ref.apply(requireNonNull(first), version, version);
    if (others != null) {
      for (Object function : others) {
        ref.apply(function, version, version);
      }
    }
  }

  @Override
  void committed(long commitPoint, @Nullable Attempt stone) {
    first = null;
    others = null;
    super.committed(commitPoint, stone);
  }
}
