package org.dosync.collections;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over a moment of a collection, whose {@code remove} goes to the collection itself.
 */
final class Removing<S, E> implements Iterator<E> {

  private final Iterator<S> moment;
  private final Function<S, E> shown;
  private final Consumer<S> remove;
  private @Nullable S removable;

  /**
   * Of what a collection holds it shows a part.
   *
   * @param remove from the collection, what it holds
   */
  Removing(Iterator<S> moment, Function<S, E> shown, Consumer<S> remove) {
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
    S next = moment.next();
    removable = next;
    return shown.apply(next);
  }

  @Override
  public void remove() {
    S last = removable;
    if (last == null) {
      throw new IllegalStateException("next() has not been called since the last remove()");
    }
    removable = null;
    remove.accept(last);
  }
}
