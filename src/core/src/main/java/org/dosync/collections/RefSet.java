package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A set made of refs: the keys of a {@link RefMap}, with all that is said there. {@code addAll},
 * {@code removeAll}, {@code retainAll} and {@code removeIf} are all or nothing.
 *
 * @param <E> the type of the elements, which must keep their hash code
 */
public final class RefSet<E> extends AbstractSet<E> {

  private final RefMap<E, Boolean> elements;

  /** Makes an empty set. */
  public RefSet() {
    elements = new RefMap<>();
  }

  /**
   * Makes a set with the elements of a collection, as {@link RefMap#RefMap(Map)} makes a map.
   *
   * @param elements what it begins with
   */
  public RefSet(Collection<? extends E> elements) {
    this.elements = new RefMap<>(Steps.one(() -> keys(elements)));
  }

  private static <E> Map<E, Boolean> keys(Collection<? extends E> elements) {
    Map<E, Boolean> keys = new HashMap<>();
    elements.forEach(element -> keys.put(requireNonNull(element, "element"), true));
    return keys;
  }

  @Override
  public boolean contains(Object element) {
    return elements.containsKey(requireNonNull(element, "element"));
  }

  @Override
  public boolean add(E element) {
    return elements.putIfAbsent(requireNonNull(element, "element"), true) == null;
  }

  @Override
  public boolean remove(Object element) {
    return elements.remove(requireNonNull(element, "element")) != null;
  }

  /**
   * The set at one moment: see {@link RefMap#snapshot}.
   *
   * @return an unmodifiable set
   */
  public Set<E> snapshot() {
    return elements.snapshot().keySet();
  }

  @Override
  public int size() {
    return elements.size();
  }

  @Override
  public boolean isEmpty() {
    return elements.isEmpty();
  }

  @Override
  public boolean containsAll(Collection<?> others) {
    return Steps.look(() -> super.containsAll(others));
  }

  @Override
  public boolean addAll(Collection<? extends E> others) {
    return Steps.all(() -> super.addAll(others));
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
    elements.clear();
  }

  @Override
  public Iterator<E> iterator() {
    return new Removing<>(snapshot().iterator(), element -> element, this::remove);
  }

  @Override
  public Spliterator<E> spliterator() {
    return snapshot().spliterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Set && Steps.look(() -> snapshot().equals(other)));
  }

  @Override
  public int hashCode() {
    return snapshot().hashCode();
  }
}
