package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/** Where a key of a {@link RefMap} is, or would be, and what is to be there. */
final class Place<K, V> {

  private final Ref<@Nullable Object> ref;

  /** Of hashes of keys that are in the ref: so many bits are the same. */
  private final int shift;

  private final int hash;
  private final Object key;
  private @Nullable Object node;
  private @Nullable Object newNode;

  private Place(Ref<@Nullable Object> ref, int shift, int hash, Object key, @Nullable Object node) {
    this.ref = ref;
    this.shift = shift;
    this.hash = hash;
    this.key = key;
    this.node = node;
    this.newNode = node;
  }

  static <K, V> Place<K, V> of(Branch<K, V> root, Object key) {
    int hash = Branch.spread(requireNonNull(key, "key").hashCode());
    Ref<@Nullable Object> at = root.at(hash, 0);
    int depth = Branch.next(0);
    Object found = at.deref();
    while (found instanceof Branch<?, ?> branch) {
      at = branch.at(hash, depth);
      depth = Branch.next(depth);
      found = at.deref();
    }
    return new Place<>(at, depth, hash, key, found);
  }

  // ---- operations on a key

  /** A part of the transaction that runs, or one by itself. */
  static <K, V, T> @Nullable T change(
      Branch<K, V> root, Object key, Function<Place<K, V>, @Nullable T> step) {
    return Transaction.isRunning() ? inside(root, key, step) : alone(root, key, step);
  }

  /** The same for an operation that may find nothing to change: that is a mere look. */
  static <K, V, T> @Nullable T changeIfNeeded(
      Branch<K, V> root, Object key, Function<Place<K, V>, @Nullable T> step) {
    if (!Transaction.isRunning()) {
      Place<K, V> place = of(root, key);
      T result = step.apply(place);
      if (place.newNode == place.node) {
        return result;
      }
    }
    return change(root, key, step);
  }

  private static <K, V, T> @Nullable T inside(
      Branch<K, V> root, Object key, Function<Place<K, V>, @Nullable T> step) {
    Place<K, V> place = of(root, key);
    T result = step.apply(place);
    if (place.newNode != place.node) {
      place.ref.set(place.newNode);
    }
    return result;
  }

  /**
   * In a transaction that has to do with a single ref: what leads there stays, but what was found
   * there may have become a branch.
   */
  private static <K, V, T> @Nullable T alone(
      Branch<K, V> root, Object key, Function<Place<K, V>, @Nullable T> step) {
    Altering<K, V, T> altering = new Altering<>(of(root, key), step);
    return Transaction.dosync(
        () -> {
          altering.place.ref.alter(altering);
          return altering.isDone ? altering.result : inside(root, key, step);
        });
  }

  private static final class Altering<K, V, T> implements UnaryOperator<@Nullable Object> {

    final Place<K, V> place;
    final Function<Place<K, V>, @Nullable T> step;
    @Nullable T result;
    boolean isDone;

    Altering(Place<K, V> place, Function<Place<K, V>, @Nullable T> step) {
      this.place = place;
      this.step = step;
    }

    @Override
    public @Nullable Object apply(@Nullable Object now) {
      isDone = !(now instanceof Branch<?, ?>);
      place.node = now;
      place.newNode = now;
      if (isDone) {
        result = step.apply(place);
      }
      return place.newNode;
    }
  }

  // ---- steps

  private @Nullable Item<K, V> item() {
    return Item.find(Branch.chain(node), hash, key);
  }

  @Nullable V value() {
    Item<K, V> item = item();
    return item == null ? null : item.getValue();
  }

  boolean holds(@Nullable Object value) {
    V there = value();
    return there != null && there.equals(value);
  }

  /** Returns the value before. */
  @Nullable V set(K newKey, V value) {
    Item<K, V> chain = Branch.chain(node);
    Item<K, V> item = item();
    if (item == null) {
      newNode = Branch.node(new Item<>(hash, newKey, value, chain), shift);
      return null;
    }
    newNode = new Item<>(hash, item.getKey(), value, Item.without(chain, item));
    return item.getValue();
  }

  /** Returns the value that is there. */
  @Nullable V setIfAbsent(K newKey, V value) {
    V there = value();
    return there == null ? set(newKey, value) : there;
  }

  /** Returns the value before. */
  @Nullable V clear() {
    Item<K, V> item = item();
    if (item == null) {
      return null;
    }
    newNode = Item.without(Branch.chain(node), item);
    return item.getValue();
  }
}
