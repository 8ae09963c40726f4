package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map made of refs: a {@link ConcurrentMap} whose operations take part in transactions.
 *
 * <pre>{@code
 * RefMap<String, Integer> stock = new RefMap<>();
 *
 * Transaction.dosync(() -> {
 *   stock.merge("apples", -1, Integer::sum);
 *   sold.merge("apples", 1, Integer::sum);
 * });
 * }</pre>
 *
 * <p>Transactions conflict if one changes the value of a key that another one has read or changed.
 * A key that is not there counts as read, too. Neighbours share a ref now and then, so that a few
 * transactions are retried without need: the fewer the larger the map is, and never more than one
 * in some sixteen pairs of keys. A transaction that asks for the size, walks the map or clears it
 * has read all of it. Under {@link org.dosync.Isolation#SNAPSHOT} looks conflict with nobody: only
 * two changes of one key do.
 *
 * <p>A look at a key takes a few reads of refs, a change one more write; size, iteration and clear
 * take a time that grows with the map. {@link #snapshot} copies no entries. {@link #clear} keeps
 * what leads to keys, as a {@link java.util.HashMap} keeps its table, and what was removed or
 * cleared stays reachable until a change in the same place, since each ref keeps the value before
 * the newest: rather than clear a large map make a new one. There are no nulls, as in other
 * concurrent maps. What is set in an entry of an iterator is put into the map; entries of a
 * snapshot cannot be set. An operation on many keys is all or nothing: if a function throws,
 * nothing has changed. That goes for the views too: their {@code removeIf}, {@code removeAll} and
 * {@code retainAll}.
 *
 * <p>Iterators and streams, also of the views, go over the map as it was when they were made. An
 * iterator over keys removes a key, whatever its value is by then; one over values or entries
 * removes a mapping only if its value is still the one that was shown, or set in the entry.
 *
 * @param <K> the type of the keys, which must keep their hash code
 * @param <V> the type of the values
 */
public final class RefMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

  private final Branch<K, V> root;

  /** Makes an empty map. */
  public RefMap() {
    root = Branch.empty();
  }

  /**
   * Makes a map with the mappings of another one. It has them from the start, as a ref has its
   * first value: also if it is made in a transaction that aborts or is read-only.
   *
   * @param mappings what it begins with
   */
  public RefMap(Map<? extends K, ? extends V> mappings) {
    root = Steps.one(() -> Branch.of(mappings));
  }

  // ---- one key

  @Override
  public @Nullable V get(Object key) {
    return Place.of(root, key).value();
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable V put(K key, V value) {
    requireNonNull(value, "value");
    return Place.change(root, key, place -> place.set(key, value));
  }

  @Override
  public @Nullable V remove(Object key) {
    return Place.changeIfNeeded(root, key, Place::clear);
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    V removed = Place.changeIfNeeded(root, key, place -> place.holds(value) ? place.clear() : null);
    return removed != null;
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    requireNonNull(value, "value");
    return Place.changeIfNeeded(root, key, place -> place.setIfAbsent(key, value));
  }

  @Override
  public @Nullable V replace(K key, V value) {
    requireNonNull(value, "value");
    return Place.changeIfNeeded(
        root, key, place -> place.value() == null ? null : place.set(key, value));
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    requireNonNull(expected, "expected");
    requireNonNull(value, "value");
    V replaced =
        Place.changeIfNeeded(
            root, key, place -> place.holds(expected) ? place.set(key, value) : null);
    return replaced != null;
  }

  /**
   * {@inheritDoc}
   *
   * @param function runs once in each try, and may change this map, also for the same key: its
   *     result wins
   */
  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    requireNonNull(function, "function");
    return Steps.one(
        () -> {
          V after = function.apply(key, get(key));
          Place.change(root, key, place -> after == null ? place.clear() : place.set(key, after));
          return after; // only now: the function may have changed the map
        });
  }

  @Override
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    requireNonNull(function, "function");
    V there = get(key); // outside a transaction most calls end here
    return there != null
        ? there
        : compute(key, (same, now) -> now == null ? function.apply(same) : now);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    requireNonNull(function, "function");
    return compute(key, (same, now) -> now == null ? null : function.apply(same, now));
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    requireNonNull(value, "value");
    requireNonNull(function, "function");
    return compute(key, (same, now) -> now == null ? value : function.apply(now, value));
  }

  // ---- the whole map

  /**
   * The map at one moment: in a transaction as the transaction sees it. Later changes are not seen.
   * Copies no entries, but notes where they are.
   *
   * @return an unmodifiable map
   */
  public Map<K, V> snapshot() {
    return Steps.look(() -> new Snapshot<>(Branch.frozen(root)));
  }

  @Override
  public int size() {
    return Steps.look(() -> Branch.count(root));
  }

  @Override
  public boolean isEmpty() {
    return Steps.look(() -> Branch.isEmpty(root));
  }

  @Override
  public boolean containsValue(@Nullable Object value) {
    return snapshot().containsValue(requireNonNull(value, "value"));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> mappings) {
    Steps.all(() -> mappings.forEach(this::put));
  }

  @Override
  public void clear() {
    Steps.all(root::clear);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    snapshot().forEach(action);
  }

  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    requireNonNull(function, "function");
    Steps.all(() -> snapshot().forEach((key, value) -> put(key, function.apply(key, value))));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Map && Steps.look(() -> snapshot().equals(other)));
  }

  @Override
  public int hashCode() {
    return snapshot().hashCode();
  }

  /** Of the map as it is whenever the set is asked. */
  @Override
  public Set<K> keySet() {
    return new Views.Keys<>(this);
  }

  /** Of the map as it is whenever the collection is asked. */
  @Override
  public Collection<V> values() {
    return new Views.Values<>(this);
  }

  /** Of the map as it is whenever the set is asked. */
  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Views.Entries<>(this);
  }
}
