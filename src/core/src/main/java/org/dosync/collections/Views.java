package org.dosync.collections;

import java.util.AbstractCollection;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The views of a {@link RefMap}: what looks at many elements sees one moment, what removes many is
 * all or nothing.
 */
final class Views {

  private Views() {}

  /** Of keys or entries. */
  private abstract static class View<K, V, E> extends AbstractSet<E> {

    final RefMap<K, V> map;

    View(RefMap<K, V> map) {
      this.map = map;
    }

    abstract Set<E> moment();

    @Override
    public Spliterator<E> spliterator() {
      return moment().spliterator();
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }

    @Override
    public boolean containsAll(Collection<?> others) {
      return Steps.look(() -> super.containsAll(others));
    }

    @Override
    public boolean removeAll(Collection<?> others) {
      return Steps.all(() -> super.removeAll(others));
    }

    @Override
    public boolean retainAll(Collection<?> others) {
      return Steps.all(() -> super.retainAll(others));
    }

    @Override
    public boolean removeIf(Predicate<? super E> condition) {
      return Steps.all(() -> super.removeIf(condition));
    }

    @Override
    public void clear() {
      map.clear();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Set && Steps.look(() -> moment().equals(other)));
    }

    @Override
    public int hashCode() {
      return moment().hashCode();
    }
  }

  static final class Keys<K, V> extends View<K, V, K> {

    Keys(RefMap<K, V> map) {
      super(map);
    }

    @Override
    Set<K> moment() {
      return map.snapshot().keySet();
    }

    @Override
    public Iterator<K> iterator() {
      return new Removing<>(moment().iterator(), key -> key, map::remove);
    }

    @Override
    public boolean contains(Object key) {
      return map.containsKey(key);
    }

    @Override
    public boolean remove(@Nullable Object key) {
      return key != null && map.remove(key) != null;
    }
  }

  static final class Entries<K, V> extends View<K, V, Map.Entry<K, V>> {

    Entries(RefMap<K, V> map) {
      super(map);
    }

    @Override
    Set<Map.Entry<K, V>> moment() {
      return map.snapshot().entrySet();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return live(moment());
    }

    private Iterator<Map.Entry<K, V>> live(Set<Map.Entry<K, V>> moment) {
      Iterator<Live<K, V>> entries =
          moment.stream().map(entry -> new Live<>(map, entry)).iterator();
      return new Removing<>(entries, entry -> entry, this::remove);
    }

    /** Its entries can be set, those of a snapshot cannot. */
    @Override
    public Spliterator<Map.Entry<K, V>> spliterator() {
      Set<Map.Entry<K, V>> moment = moment();
      return Spliterators.spliterator(live(moment), moment.size(), Spliterator.DISTINCT);
    }

    @Override
    public boolean contains(@Nullable Object entry) {
      return entry instanceof Map.Entry<?, ?> mapping
          && mapping.getKey() != null
          && holds(map.get(mapping.getKey()), mapping);
    }

    private static boolean holds(@Nullable Object value, Map.Entry<?, ?> mapping) {
      return value != null && value.equals(mapping.getValue());
    }

    @Override
    public boolean remove(@Nullable Object entry) {
      return entry instanceof Map.Entry<?, ?> mapping
          && mapping.getKey() != null
          && map.remove(mapping.getKey(), mapping.getValue());
    }
  }

  /** Of an iterator: what is set goes to the map. */
  private static final class Live<K, V> extends SimpleEntry<K, V> {

    private static final long serialVersionUID = 1;

    private final transient RefMap<K, V> map;

    Live(RefMap<K, V> map, Map.Entry<K, V> entry) {
      super(entry);
      this.map = map;
    }

    @Override
    public V setValue(V value) {
      map.put(getKey(), value);
      return super.setValue(value);
    }
  }

  /** Not a set: a value may be there for several keys. */
  static final class Values<K, V> extends AbstractCollection<V> {

    private final RefMap<K, V> map;

    Values(RefMap<K, V> map) {
      this.map = map;
    }

    @Override
    public Iterator<V> iterator() {
      return new Removing<>(
          map.snapshot().entrySet().iterator(), Map.Entry::getValue, map.entrySet()::remove);
    }

    @Override
    public Spliterator<V> spliterator() {
      return map.snapshot().values().spliterator();
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }

    @Override
    public boolean contains(@Nullable Object value) {
      return map.containsValue(value);
    }

    @Override
    public boolean containsAll(Collection<?> others) {
      return map.snapshot().values().containsAll(others);
    }

    @Override
    public boolean remove(@Nullable Object value) {
      return Steps.all(() -> super.remove(value));
    }

    @Override
    public boolean removeAll(Collection<?> others) {
      return Steps.all(() -> super.removeAll(others));
    }

    @Override
    public boolean retainAll(Collection<?> others) {
      return Steps.all(() -> super.retainAll(others));
    }

    @Override
    public boolean removeIf(Predicate<? super V> condition) {
      return Steps.all(() -> super.removeIf(condition));
    }

    @Override
    public void clear() {
      map.clear();
    }
  }
}
