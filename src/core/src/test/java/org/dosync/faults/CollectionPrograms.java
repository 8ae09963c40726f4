package org.dosync.faults;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.dosync.Atom;
import org.dosync.Effect;
import org.dosync.Futures;
import org.dosync.Promise;
import org.dosync.Transaction;

/** Collections and maps of users, which may throw when they are read. */
final class CollectionPrograms {

  private CollectionPrograms() {}

  static void addTo(Map<String, Program> all) {
    all.put("users' collections", CollectionPrograms::futures);
    all.put("users' maps", CollectionPrograms::maps);
    all.put("users' sets in a transaction", CollectionPrograms::sets);
  }

  /** Each look at it is a point. */
  private static <T> Set<T> set(Run run, String name, Collection<T> items) {
    return new AbstractSet<>() {
      @Override
      public Iterator<T> iterator() {
        run.at(Place.COLLECTION, name);
        return items.iterator();
      }

      @Override
      public int size() {
        return items.size();
      }
    };
  }

  private static Map<String, Object> map(Run run, String name) {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, Object>> entrySet() {
        return set(run, name, Map.<String, Object>of("key", 1).entrySet());
      }
    };
  }

  private static void futures(Run run) {
    List<Callable<Integer>> bodies = List.of(() -> 1);
    start(run, "all", () -> run.runtime().all(set(run, "all", bodies)));
    start(run, "map", () -> run.runtime().map(set(run, "map", List.of(1)), n -> n));
    start(run, "all, shared", () -> Futures.all(set(run, "all, shared", bodies)));
    start(run, "map, shared", () -> Futures.map(set(run, "map, shared", List.of(1)), n -> n));
  }

  private static void start(Run run, String name, Supplier<Promise<List<Integer>>> call) {
    run.step(name, () -> run.check(call.get().deref().equals(List.of(1)), "the values"));
  }

  private static void maps(Run run) {
    Atom<Integer> atom =
        run.made("an atom", () -> Atom.builder(0).meta(map(run, "of a builder")).build());
    run.check(atom.meta().equals(Map.of("key", 1)), "the meta data");
    run.step("resetMeta", () -> atom.resetMeta(map(run, "of an atom")));
    run.step("alterMeta", () -> atom.alterMeta(before -> map(run, "that comes of it")));
    run.check(atom.meta().equals(Map.of("key", 1)), "the meta data at last");
  }

  private static void sets(Run run) {
    Trio trio = Trio.plain(run);
    trio.change(
        given -> {
          given.onCommit("hook");
          Transaction.allow(
              set(run, "of effects", List.of(Effect.CUSTOM)), () -> Transaction.io("allowed"));
        });
  }
}
