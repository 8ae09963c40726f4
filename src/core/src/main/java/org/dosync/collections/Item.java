package org.dosync.collections;

import java.util.AbstractMap.SimpleImmutableEntry;
import org.jspecify.annotations.Nullable;

/** A mapping, and those that share a ref with it: a chain that nobody changes. */
final class Item<K, V> extends SimpleImmutableEntry<K, V> {

  private static final long serialVersionUID = 1;

  final int hash;
  final transient @Nullable Item<K, V> next;

  Item(int hash, K key, V value, @Nullable Item<K, V> next) {
    super(key, value);
    this.hash = hash;
    this.next = next;
  }

  static <K, V> @Nullable Item<K, V> find(@Nullable Item<K, V> chain, int hash, Object key) {
    Item<K, V> item = chain;
    while (item != null && !item.isFor(hash, key)) {
      item = item.next;
    }
    return item;
  }

  private boolean isFor(int keysHash, Object key) {
    return hash == keysHash && getKey().equals(key);
  }

  /** The chain without one of its items. */
  static <K, V> @Nullable Item<K, V> without(@Nullable Item<K, V> chain, Item<K, V> gone) {
    Item<K, V> rest = gone.next;
    for (Item<K, V> item = chain; item != null && item != gone; item = item.next) {
      rest = new Item<>(item.hash, item.getKey(), item.getValue(), rest);
    }
    return rest;
  }

  static int length(@Nullable Item<?, ?> chain) {
    int length = 0;
    for (Item<?, ?> item = chain; item != null; item = item.next) {
      length++;
    }
    return length;
  }
}
