package org.dosync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits of running actions and tasks for each other. Each says which promise it waits for and then
 * follows the others: of those that close a circle at least the last one sees it. A promise that is
 * delivered leads nowhere, though who waits for it may not have woken up.
 */
final class Waits {

  private Waits() {}

  /**
   * Says that an activity, if there is one, is about to wait.
   *
   * @return what it waits for already, beneath this wait, to be given to {@link #end}
   * @throws DosyncException if the wait could never end
   */
  static @Nullable Promise<?> begin(@Nullable Activity self, Promise<?> promise) {
    if (self == null) {
      return null;
    }
    Promise<?> outer = self.awaited();
    self.await(promise);
    try {
      refuseCircle(promise, self);
    } catch (Throwable thrown) {
      self.await(outer);
      throw thrown;
    }
    return outer;
  }

  /** As {@link #begin}, for a wait that ends by itself: others need not know of it. */
  static void refuseCircle(Promise<?> promise) {
    Activity self = Current.activity();
    if (self != null) {
      refuseCircle(promise, self);
    }
  }

  private static void refuseCircle(Promise<?> promise, Activity self) {
    if (endsAtOnce(promise, self)) {
      return;
    }
    Deque<Activity> way = new Way(self).from(promise);
    if (!way.isEmpty()) {
      throw new DosyncException(
          "This wait would never end, because it closes a circle: "
              + text(way, self)
              + ". Let one of them not wait");
    }
  }

  /** Most do: nobody who delivers waits for anything. */
  private static boolean endsAtOnce(Promise<?> promise, Activity self) {
    for (Activity producer : promise.producers()) {
      if (producer == self || producer.awaited() != null) {
        return false;
      }
    }
    return true;
  }

  private static String text(Deque<Activity> way, Activity self) {
    StringBuilder text = new StringBuilder(Text.of(self.subject()));
    for (Activity next : way) {
      text.append(" waits for ").append(Text.of(next.subject()));
    }
    return text.toString();
  }

  static void end(@Nullable Activity self, @Nullable Promise<?> outer) {
    if (self != null) {
      self.await(outer);
    }
  }

  /** From what is awaited to who waits. */
  private static final class Way {

    private final Activity end;
    private final Set<Activity> seen = new HashSet<>();
    private final Deque<Activity> steps = new ArrayDeque<>();
    private final Deque<Iterator<Activity>> choices = new ArrayDeque<>();

    Way(Activity end) {
      this.end = end;
    }

    /** Empty if there is none. One that goes in a circle elsewhere is somebody else's to find. */
    Deque<Activity> from(Promise<?> promise) {
      choices.push(promise.producers().iterator());
      while (!choices.isEmpty() && steps.peekLast() != end) {
        if (choices.element().hasNext()) {
          goOn(choices.element().next());
        } else {
          choices.pop();
          steps.pollLast();
        }
      }
      return steps;
    }

    private void goOn(Activity next) {
      if (seen.add(next)) {
        Promise<?> promise = next.awaited();
        steps.add(next);
        choices.push((promise == null ? List.<Activity>of() : promise.producers()).iterator());
      }
    }
  }
}
