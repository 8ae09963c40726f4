package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A queue made of refs, without a bound: first in, first out, in the order of the commits.
 *
 * <pre>{@code
 * RefQueue<Order> orders = new RefQueue<>();
 *
 * Transaction.dosync(() -> shipped.put(orders.take(), now));
 * }</pre>
 *
 * <p>Transactions that add do not conflict with each other, nor with those that take, unless these
 * find nothing that was there before; those that take conflict with each other. To find the queue
 * empty is a read of all of it. Elements must not be null. Adding takes the same time always,
 * taking mostly: now and then it turns all around that was added since. Size takes no longer.
 *
 * @param <E> the type of the elements
 */
public final class RefQueue<E> extends AbstractQueue<E> {

  /** To be taken from here. */
  private final Ref<@Nullable Link<E>> front = Ref.of(null);

  /** And then from here, where the newest is the first. */
  private final Ref<@Nullable Link<E>> back = Ref.of(null);

  /** Makes an empty queue. */
  public RefQueue() {}

  /**
   * Makes a queue with the elements of a collection, in its order.
   *
   * @param elements what it begins with
   */
  public RefQueue(Collection<? extends E> elements) {
    addAll(elements);
  }

  @Override
  public boolean offer(E element) {
    requireNonNull(element, "element");
    return Steps.one(
        () -> {
          back.commute(added -> Link.of(element, added));
          return true;
        });
  }

  @Override
  public @Nullable E poll() {
    return Steps.one(
        () -> {
          Link<E> first = turned();
          if (first == null) {
            return null;
          }
          front.set(first.rest());
          return first.first();
        });
  }

  /** What is next, with all that comes from there. */
  private @Nullable Link<E> turned() {
    Link<E> first = front.deref();
    Link<E> added = first == null ? back.deref() : null;
    if (added != null) {
      back.set(null);
      first = Link.reversed(added);
    }
    return first;
  }

  /**
   * Takes the first element out. If there is none, waits until there is one: in a transaction like
   * {@link Transaction#retry}, with all that is said there; outside as a transaction of its own.
   *
   * @return the first element
   * @throws org.dosync.WaitInterruptedException if the thread is interrupted while it waits
   */
  public E take() {
    return Steps.one(
        () -> {
          E first = poll();
          return first == null ? Transaction.retry() : first;
        });
  }

  @Override
  public @Nullable E peek() {
    return Steps.look(
        () -> {
          Link<E> first = front.deref();
          Link<E> added = first == null ? back.deref() : null;
          return first != null ? first.first() : added != null ? added.last() : null;
        });
  }

  /**
   * The queue at one moment: in a transaction as the transaction sees it.
   *
   * @return an unmodifiable list, in the queue's order
   */
  public List<E> snapshot() {
    return Steps.look(
        () -> {
          List<E> elements = new ArrayList<>();
          addAllOf(front.deref(), elements);
          addAllOf(Link.reversed(back.deref()), elements);
          return Collections.unmodifiableList(elements);
        });
  }

  private static <E> void addAllOf(@Nullable Link<E> links, List<E> elements) {
    for (Link<E> link = links; link != null; link = link.rest()) {
      elements.add(link.first());
    }
  }

  @Override
  public int size() {
    return Steps.look(() -> Link.size(front.deref()) + Link.size(back.deref()));
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return Steps.all(() -> super.addAll(elements));
  }

  @Override
  public void clear() {
    replace(List.of());
  }

  @Override
  public boolean remove(@Nullable Object element) {
    return removeFirst(other -> other.equals(element));
  }

  private boolean removeFirst(Predicate<E> condition) {
    return Steps.all(
        () -> {
          List<E> elements = new ArrayList<>(snapshot());
          int index = 0;
          while (index < elements.size() && !condition.test(elements.get(index))) {
            index++;
          }
          return index < elements.size() && replace(without(index, elements));
        });
  }

  private static <E> List<E> without(int index, List<E> elements) {
    elements.remove(index);
    return elements;
  }

  @Override
  public boolean removeIf(Predicate<? super E> condition) {
    return Steps.all(
        () -> {
          List<E> elements = new ArrayList<>(snapshot());
          return elements.removeIf(condition) && replace(elements);
        });
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    return removeIf(others::contains);
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    return removeIf(element -> !others.contains(element));
  }

  private boolean replace(List<E> elements) {
    Link<E> all = null;
    for (int i = elements.size() - 1; i >= 0; i--) {
      all = Link.of(elements.get(i), all);
    }
    Link<E> first = all;
    return Steps.all(
        () -> {
          back.alter(added -> null); // a set is not for what was commuted
          front.set(first);
          return true;
        });
  }

  @Override
  public Iterator<E> iterator() {
    return new Removing<>(snapshot().iterator(), element -> element, this::removeThis);
  }

  @SuppressWarnings("ReferenceEquality") // another one that is equal may come first
  private void removeThis(E element) {
    removeFirst(other -> other == element);
  }

  @Override
  public String toString() {
    return snapshot().toString();
  }
}
