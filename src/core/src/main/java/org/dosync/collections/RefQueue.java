package org.dosync.collections;

import static java.util.Objects.requireNonNull;

import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Elements that were turned so, and are taken, stay reachable until somebody adds again.
 *
 * @param <E> the type of the elements
 */
public final class RefQueue<E> extends AbstractQueue<E> {

  /** Where an element is in the queue: one that is added twice is in two cells. */
  private static final class Cell<E> {
    final E element;

    Cell(E element) {
      this.element = requireNonNull(element, "element");
    }
  }

  /** To be taken from here. */
  private final Ref<@Nullable Link<Cell<E>>> front;

  /** And then from here, where the newest is the first. */
  private final Ref<@Nullable Link<Cell<E>>> back = Ref.of(null);

  /** Makes an empty queue. */
  public RefQueue() {
    front = Ref.of(null);
  }

  /**
   * Makes a queue with the elements of a collection, in its order. It has them from the start, as a
   * ref has its first value: also if it is made in a transaction that aborts or is read-only.
   *
   * @param elements what it begins with
   */
  public RefQueue(Collection<? extends E> elements) {
    front = Ref.of(links(Steps.one(() -> cellsOf(elements))));
  }

  private static <E> List<Cell<E>> cellsOf(Collection<? extends E> elements) {
    List<Cell<E>> cells = new ArrayList<>();
    elements.forEach(element -> cells.add(new Cell<>(element)));
    return cells;
  }

  @Override
  public boolean offer(E element) {
    Cell<E> cell = new Cell<>(element);
    return Steps.one(
        () -> {
          back.commute(added -> Link.of(cell, added));
          return true;
        });
  }

  @Override
  public @Nullable E poll() {
    return Steps.one(
        () -> {
          Link<Cell<E>> first = turned();
          if (first == null) {
            return null;
          }
          front.set(first.rest());
          return first.first().element;
        });
  }

  /** What is next, with all that comes from there. */
  private @Nullable Link<Cell<E>> turned() {
    Link<Cell<E>> first = front.deref();
    Link<Cell<E>> added = first == null ? back.deref() : null;
    if (added != null) {
      first = Link.reversed(added); // first: there may be no memory for it
      back.set(null);
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
          Link<Cell<E>> first = front.deref();
          Link<Cell<E>> added = first == null ? back.deref() : null;
          Cell<E> next = first != null ? first.first() : added != null ? added.last() : null;
          return next == null ? null : next.element;
        });
  }

  /**
   * The queue at one moment: in a transaction as the transaction sees it.
   *
   * @return an unmodifiable list, in the queue's order
   */
  public List<E> snapshot() {
    return cells().stream().map(cell -> cell.element).toList();
  }

  /** At one moment: a list of one's own. */
  private List<Cell<E>> cells() {
    return Steps.look(
        () -> {
          List<Cell<E>> cells = new ArrayList<>();
          addAllOf(front.deref(), cells);
          addAllOf(Link.reversed(back.deref()), cells);
          return cells;
        });
  }

  private static <C> void addAllOf(@Nullable Link<C> links, List<C> cells) {
    for (Link<C> link = links; link != null; link = link.rest()) {
      cells.add(link.first());
    }
  }

  @Override
  public int size() {
    return Steps.look(() -> Link.size(front.deref()) + Link.size(back.deref()));
  }

  @Override
  public boolean containsAll(Collection<?> others) {
    return snapshot().containsAll(others);
  }

  @Override
  public boolean addAll(Collection<? extends E> elements) {
    return Steps.all(() -> super.addAll(elements));
  }

  @Override
  public void clear() {
    Steps.all(() -> isEmpty() || replace(List.of()));
  }

  @Override
  public boolean remove(@Nullable Object element) {
    return removeFirst(cell -> cell.element.equals(element));
  }

  private boolean removeFirst(Predicate<Cell<E>> condition) {
    return Steps.all(() -> removeCells(cells().stream().filter(condition).limit(1)));
  }

  /** The conditions on which they were chosen may have changed the queue. */
  private boolean removeCells(Stream<Cell<E>> chosen) {
    Set<Cell<E>> gone = chosen.collect(Collectors.toSet());
    if (gone.isEmpty()) {
      return false;
    }
    List<Cell<E>> cells = cells();
    return cells.removeIf(gone::contains) && replace(cells);
  }

  @Override
  public boolean removeIf(Predicate<? super E> condition) {
    requireNonNull(condition, "condition");
    return Steps.all(
        () -> removeCells(cells().stream().filter(cell -> condition.test(cell.element))));
  }

  @Override
  public boolean removeAll(Collection<?> others) {
    return removeIf(others::contains);
  }

  @Override
  public boolean retainAll(Collection<?> others) {
    requireNonNull(others, "others");
    return removeIf(element -> !others.contains(element));
  }

  private static <C> @Nullable Link<C> links(List<C> cells) {
    Link<C> first = null;
    for (int i = cells.size() - 1; i >= 0; i--) {
      first = Link.of(cells.get(i), first);
    }
    return first;
  }

  private boolean replace(List<Cell<E>> cells) {
    Link<Cell<E>> first = links(cells);
    return Steps.all(
        () -> {
          back.alter(added -> null); // a set is not for what was commuted
          front.set(first);
          return true;
        });
  }

  @Override
  public Iterator<E> iterator() {
    return new Removing<>(
        cells().iterator(), cell -> cell.element, cell -> removeFirst(other -> other == cell));
  }

  @Override
  public Spliterator<E> spliterator() {
    return snapshot().spliterator();
  }
}
