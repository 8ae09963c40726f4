package org.dosync;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What most references do without: one immutable value behind one field, so that a bare reference
 * pays a null check for all of it.
 */
record Attachments(
    @Nullable String name,
    Map<String, Object> meta,
    @Nullable Predicate<@Nullable Object> validator,
    Watches watches,
    @Nullable History history,
    @Nullable Waiters waiters) {

  static final Attachments NONE = new Attachments(null, Map.of(), null, Watches.NONE, null, null);

  static Attachments of(@Nullable Attachments attachments) {
    return attachments == null ? NONE : attachments;
  }

  Attachments withMeta(Map<String, Object> newMeta) {
    return new Attachments(name, Map.copyOf(newMeta), validator, watches, history, waiters);
  }

  Attachments withValidator(@Nullable Predicate<@Nullable Object> newValidator) {
    return new Attachments(name, meta, newValidator, watches, history, waiters);
  }

  Attachments withWatches(Watches newWatches) {
    return new Attachments(name, meta, validator, newWatches, history, waiters);
  }

  Attachments withWaiters() {
    return waiters == null ? waitedForBy(new Waiters()) : this;
  }

  Attachments without(Waiters gone) {
    return waiters == gone ? waitedForBy(null) : this;
  }

  private Attachments waitedForBy(@Nullable Waiters newWaiters) {
    return new Attachments(name, meta, validator, watches, history, newWaiters);
  }

  /** Null if there is nothing left: the reference is a bare one again. */
  @Nullable Attachments unlessNone() {
    return NONE.equals(this) ? null : this;
  }
}
