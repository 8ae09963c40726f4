package org.dosync;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/** Where a nested transaction began, and what the entries it changed looked like then. */
final class Savepoint {

  /** An entry of the write set before the nested transaction touched it. */
  private record Saved(
      Version entry, @Nullable Object value, long number, int credit, int commutes) {

    static Saved of(Version entry) {
      return new Saved(
          entry,
          entry.value,
          entry.number(),
          entry.credit,
          entry instanceof Commute commute ? commute.size() : 0);
    }

    Version restored() {
      entry.hold(value, number);
      if (entry instanceof Commute commute) {
        commute.truncate(commutes);
      } else {
        entry.credit = credit;
      }
      return entry;
    }
  }

  final @Nullable Savepoint outer;
  final int writes;
  final int commitEffects;
  final int abortEffects;
  private @Nullable Map<Integer, Saved> saved;

  Savepoint(@Nullable Savepoint outer, int writes, @Nullable Effects effects) {
    this.outer = outer;
    this.writes = writes;
    this.commitEffects = effects == null ? 0 : effects.commitCount();
    this.abortEffects = effects == null ? 0 : effects.abortCount();
  }

  /** To be called before the entry at an index changes. */
  void save(int index, Version entry) {
    if (index < writes) {
      saved().putIfAbsent(index, Saved.of(entry));
    }
  }

  /** The nested transaction has succeeded: what it saved is now the outer one's to restore. */
  void mergeIntoOuter() {
    if (saved != null && outer != null) {
      for (Entry<Integer, Saved> entry : saved.entrySet()) {
        if (entry.getKey() < outer.writes) {
          outer.saved().putIfAbsent(entry.getKey(), entry.getValue());
        }
      }
    }
  }

  void restore(Changes changes) {
    if (saved != null) {
      saved.forEach(
          (index, entry) -> {
            changes.keepBase(changes.write(index), entry.entry());
            changes.replaceWrite(index, entry.restored());
          });
    }
  }

  private Map<Integer, Saved> saved() {
    Map<Integer, Saved> map = saved;
    if (map == null) {
      map = new HashMap<>();
      saved = map;
    }
    return map;
  }
}
