package org.dosync;

import org.jspecify.annotations.Nullable;

/**
 * Waits of running actions and tasks for each other. Each says what it waits for and then follows
 * the others: of those that close a circle at least the last one sees it.
 */
final class Waits {

  private Waits() {}

  /**
   * Says that the activity of this thread, if there is one, is about to wait.
   *
   * @return the activity, to be given to {@link #end}
   * @throws DosyncException if the wait could never end
   */
  static @Nullable Activity begin(@Nullable Activity producer) {
    Activity self = Current.activity();
    if (self == null || producer == null) {
      return null;
    }
    self.blockedBy(producer);
    if (leadsBack(producer, self)) {
      String circle = circle(producer, self);
      self.blockedBy(null);
      throw endless(circle);
    }
    return self;
  }

  /** As {@link #begin}, for a wait that ends by itself: others need not know of it. */
  static void refuseCircle(@Nullable Activity producer) {
    Activity self = Current.activity();
    if (self != null && producer != null && leadsBack(producer, self)) {
      throw endless(circle(producer, self));
    }
  }

  private static DosyncException endless(String circle) {
    return new DosyncException("This wait would never end, because it closes a circle: " + circle);
  }

  static void end(@Nullable Activity waiting) {
    if (waiting != null) {
      waiting.blockedBy(null);
    }
  }

  /** Circles that this one is no part of are somebody else's to find: the number of steps ends. */
  private static boolean leadsBack(Activity producer, Activity self) {
    Activity next = producer;
    for (int steps = 0; next != null && next != self && steps < 10_000; steps++) {
      next = next.blocker();
    }
    return next == self;
  }

  private static String circle(Activity producer, Activity self) {
    StringBuilder text = new StringBuilder(Text.of(self.subject()));
    Activity next = producer;
    while (next != null && next != self) {
      text.append(" waits for ").append(Text.of(next.subject()));
      next = next.blocker();
    }
    return text.append(" waits for ").append(Text.of(self.subject())).toString();
  }
}
