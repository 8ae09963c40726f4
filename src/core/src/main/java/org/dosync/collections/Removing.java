package org.dosync.collections;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over a moment of a collection, whose {@code remove} goes to the collection itself.
 */
final class Removing<E> implements Iterator<E> {

  private final Iterator<E> moment;
  private final Function<E, E> shown;
  private final Consumer<E> remove;
  private @Nullable E removable;

  Removing(Iterator<E> moment, Function<E, E> shown, Consumer<E> remove) {
    this.moment = moment;
    this.shown = shown;
    this.remove = remove;
  }

  @Override
  public boolean hasNext() {
    return moment.hasNext();
  }

  @Override
  public E next() {
    E element = moment.next();
    removable = element;
    return shown.apply(element);
  }

  @Override
  public void remove() {
    E last = removable;
    if (last == null) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    removable = null;
    remove.accept(last);
  }
}
