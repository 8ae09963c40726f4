package org.dosync.collections;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dosync.collections.Branch.Frozen;
import org.jspecify.annotations.Nullable;

/** A {@link RefMap} at one moment. */
final class Snapshot<K, V> extends AbstractMap<K, V> {

  private final @Nullable Object root;
  private final int size;

  Snapshot(@Nullable Object root) {
    this.root = root;
    this.size = count(root);
  }

  private static int count(@Nullable Object node) {
    return node instanceof Frozen frozen
        ? Arrays.stream(frozen.nodes).mapToInt(Snapshot::count).sum()
        : Item.length(Branch.chain(node));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Item<K, V> item = key == null ? null : find(key);
    return item == null ? null : item.getValue();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  private @Nullable Item<K, V> find(Object key) {
    int hash = Branch.spread(key.hashCode());
    int shift = 0;
    Object node = root;
    while (node instanceof Frozen frozen) {
      node = frozen.at(hash, shift);
      shift = Branch.next(shift);
    }
    return Item.find(Branch.chain(node), hash, key);
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return Collections.unmodifiableSet(new Entries());
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new Walk<>(root);
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public boolean contains(@Nullable Object entry) {
      return entry instanceof Map.Entry<?, ?> mapping
          && mapping.getKey() != null
          && mapping.equals(find(mapping.getKey()));
    }
  }

  private static final class Walk<K, V> implements Iterator<Map.Entry<K, V>> {

    private final Deque<Object> ahead = new ArrayDeque<>();
    private @Nullable Item<K, V> next;

    Walk(@Nullable Object root) {
      push(root);
      advance();
    }

    private void push(@Nullable Object node) {
      if (node != null) {
        ahead.push(node);
      }
    }

    private void advance() {
      while (next == null && !ahead.isEmpty()) {
        Object node = ahead.pop();
        if (node instanceof Frozen frozen) {
          Arrays.stream(frozen.nodes).forEach(this::push);
        } else {
          next = Branch.chain(node);
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Map.Entry<K, V> next() {
      Item<K, V> item = next;
      if (item == null) {
        throw new NoSuchElementException();
      }
      next = item.next;
      advance();
      return item;
    }
  }
}
