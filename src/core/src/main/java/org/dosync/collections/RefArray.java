package org.dosync.collections;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.dosync.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of refs in a row: two transactions conflict only where they use the same index.
 *
 * <pre>{@code
 * RefArray<Integer> votes = RefArray.of(candidates, 0);
 *
 * Transaction.dosync(() -> votes.ref(choice).commute(n -> n + 1));
 * }</pre>
 *
 * @param <E> the type of the elements, which may be null
 */
public final class RefArray<E extends @Nullable Object> {

  private final List<Ref<E>> refs;

  private RefArray(Collection<? extends E> elements) {
    refs = new ArrayList<>(elements.size());
    elements.forEach(element -> refs.add(Ref.of(element)));
  }

  /**
   * Makes an array of equal elements.
   *
   * @param length how many
   * @param initial each of them
   * @param <E> the type of the elements
   * @return a new array
   * @throws IllegalArgumentException if the length is negative
   */
  public static <E extends @Nullable Object> RefArray<E> of(int length, E initial) {
    return new RefArray<>(Collections.nCopies(length, initial));
  }

  /**
   * Makes an array of given elements.
   *
   * @param elements what it begins with
   * @param <E> the type of the elements
   * @return a new array
   */
  public static <E extends @Nullable Object> RefArray<E> copyOf(Collection<? extends E> elements) {
    return new RefArray<>(elements);
  }

  /**
   * The ref at an index: to read and to change it as refs are.
   *
   * @param index from 0 to below the length
   * @return always the same ref
   * @throws IndexOutOfBoundsException if there is none
   */
  public Ref<E> ref(int index) {
    return refs.get(index);
  }

  /**
   * How many elements there are.
   *
   * @return always the same number
   */
  public int length() {
    return refs.size();
  }

  /**
   * The array at one moment: in a transaction as the transaction sees it.
   *
   * @return an unmodifiable list
   */
  public List<E> snapshot() {
    return Steps.look(
        () -> {
          List<E> elements = new ArrayList<>(refs.size());
          refs.forEach(ref -> elements.add(ref.deref()));
          return Collections.unmodifiableList(elements);
        });
  }

  @Override
  public String toString() {
    return snapshot().stream()
        .map(element -> element == this ? "(this array)" : String.valueOf(element))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
