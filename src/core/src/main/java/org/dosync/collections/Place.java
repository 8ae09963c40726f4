package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import org.dosync.Ref;
import org.jspecify.annotations.Nullable;

/** Where a key of a {@link RefMap} is, or would be, as long as nothing changes. */
final class Place<K, V> {

  private final Ref<@Nullable Object> ref;

  /** Of hashes of keys that are in the ref: so many bits are the same. */
  private final int shift;

  private final int hash;
  private final @Nullable Item<K, V> chain;
  private final @Nullable Item<K, V> item;

  Place(Ref<@Nullable Object> root, Object key) {
    int keysHash = Branch.spread(requireNonNull(key, "key").hashCode());
    Ref<@Nullable Object> at = root;
    int depth = 0;
    Object node = at.deref();
    while (node instanceof Branch<?, ?> branch) {
      at = branch.at(keysHash, depth);
      depth = Branch.next(depth);
      node = at.deref();
    }
    ref = at;
    shift = depth;
    hash = keysHash;
    chain = Branch.chain(node);
    item = Item.find(chain, keysHash, key);
  }

  @Nullable V value() {
    return item == null ? null : item.getValue();
  }

  /** Returns the value before. */
  @Nullable V set(K key, V value) {
    if (item == null) {
      ref.set(Branch.node(new Item<>(hash, key, value, chain), shift));
      return null;
    }
    ref.set(new Item<>(hash, item.getKey(), value, Item.without(chain, item)));
    return item.getValue();
  }

  /** Returns the value before. */
  @Nullable V clear() {
    if (item == null) {
      return null;
    }
    ref.set(Item.without(chain, item));
    return item.getValue();
  }
}
