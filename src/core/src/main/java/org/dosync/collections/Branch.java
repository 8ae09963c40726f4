package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.dosync.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link RefMap}, a tree of refs over the bits of hashes, four for each level. What a
 * ref holds, a node, is null, a chain of {@link Item}s, or a branch; a branch stays where it is. So
 * two operations meet in a ref only if their keys are in one chain.
 */
final class Branch<K, V> {

  private static final int BITS = 4;
  private static final int WIDTH = 1 << BITS;

  /** A longer chain becomes a branch, as long as there are bits to tell its keys apart. */
  private static final int LONGEST = 4;

  /** What a tree of a snapshot consists of, in place of branches. */
  static final class Frozen {

    final @Nullable Object[] nodes;

    Frozen(@Nullable Object[] nodes) {
      this.nodes = nodes;
    }

    @Nullable Object at(int hash, int shift) {
      return nodes[index(hash, shift)];
    }
  }

  private final Ref<@Nullable Object>[] refs;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Branch(@Nullable Object[] nodes) {
    refs = new Ref[WIDTH];
    Arrays.setAll(refs, i -> Ref.of(nodes[i]));
  }

  static <K, V> Branch<K, V> empty() {
    return new Branch<>(new @Nullable Object[WIDTH]);
  }

  /** With mappings from the start: whoever sees it sees them. */
  static <K, V> Branch<K, V> of(Map<? extends K, ? extends V> mappings) {
    Map<K, V> distinct = new HashMap<>(mappings); // there are maps with other ideas of equal keys
    Item<K, V> chain = null;
    for (Map.Entry<K, V> mapping : distinct.entrySet()) {
      K key = requireNonNull(mapping.getKey(), "key");
      V value = requireNonNull(mapping.getValue(), "value");
      chain = new Item<>(spread(key.hashCode()), key, value, chain);
    }
    return chain == null ? empty() : split(chain, 0);
  }

  static int spread(int hashCode) {
    return hashCode ^ (hashCode >>> 16);
  }

  static int next(int shift) {
    return shift + BITS;
  }

  Ref<@Nullable Object> at(int hash, int shift) {
    return refs[index(hash, shift)];
  }

  private static int index(int hash, int shift) {
    return (hash >>> shift) & (WIDTH - 1);
  }

  /** A chain as it is to be kept below those bits: as a branch if it is too long. */
  static <K, V> Object node(Item<K, V> chain, int shift) {
    return shift >= Integer.SIZE || Item.length(chain) <= LONGEST ? chain : split(chain, shift);
  }

  private static <K, V> Branch<K, V> split(Item<K, V> chain, int shift) {
    @Nullable Object[] nodes = new @Nullable Object[WIDTH];
    for (Item<K, V> item = chain; item != null; item = item.next) {
      int index = index(item.hash, shift);
      nodes[index] = new Item<>(item.hash, item.getKey(), item.getValue(), chain(nodes[index]));
    }
    for (int i = 0; i < WIDTH; i++) {
      Item<K, V> part = chain(nodes[i]);
      nodes[i] = part == null ? null : node(part, next(shift));
    }
    return new Branch<>(nodes);
  }

  @SuppressWarnings("unchecked")
  static <K, V> @Nullable Item<K, V> chain(@Nullable Object node) {
    return (Item<K, V>) node;
  }

  // ---- the whole tree

  void clear() {
    for (Ref<@Nullable Object> ref : refs) {
      Object node = ref.deref();
      if (node instanceof Branch<?, ?> branch) {
        branch.clear();
      } else if (node != null) {
        ref.set(null);
      }
    }
  }

  static int count(@Nullable Object node) {
    if (node instanceof Branch<?, ?> branch) {
      int count = 0;
      for (Ref<@Nullable Object> ref : branch.refs) {
        count += count(ref.deref());
      }
      return count;
    }
    return Item.length(chain(node));
  }

  static boolean isEmpty(@Nullable Object node) {
    if (node instanceof Branch<?, ?> branch) {
      for (Ref<@Nullable Object> ref : branch.refs) {
        if (!isEmpty(ref.deref())) {
          return false;
        }
      }
      return true;
    }
    return node == null;
  }

  static @Nullable Object frozen(@Nullable Object node) {
    if (node instanceof Branch<?, ?> branch) {
      @Nullable Object[] nodes = new @Nullable Object[WIDTH];
      Arrays.setAll(nodes, i -> frozen(branch.refs[i].deref()));
      return new Frozen(nodes);
    }
    return node;
  }
}
