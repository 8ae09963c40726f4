package org.dosync.collections;

import org.jspecify.annotations.Nullable;

/**
 * A list that nobody changes, from its first element on.
 *
 * @param size how many elements it has
 * @param last the element at its end
 */
record Link<E>(E first, @Nullable Link<E> rest, int size, E last) {

  static <E> Link<E> of(E first, @Nullable Link<E> rest) {
    return rest == null
        ? new Link<>(first, null, 1, first)
        : new Link<>(first, rest, rest.size + 1, rest.last);
  }

  static <E> @Nullable Link<E> reversed(@Nullable Link<E> links) {
    Link<E> reversed = null;
    for (Link<E> link = links; link != null; link = link.rest) {
      reversed = of(link.first, reversed);
    }
    return reversed;
  }

  /** Not by all that follows, each in the one before: the stack would end. */
  @Override
  public String toString() {
    return size + (size == 1 ? " element" : " elements");
  }

  static int size(@Nullable Link<?> links) {
    return links == null ? 0 : links.size;
  }
}
