package org.dosync;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the watches and waiters of refs are to be told once a transaction has committed. */
final class Notices {

  private record Notice(
      TransactionalRef<?> ref, @Nullable Object oldValue, @Nullable Object newValue) {}

  private final List<Notice> changes = new ArrayList<>();

  void add(Version version) {
    TransactionalRef<?> ref = version.ref;
    changes.add(new Notice(ref, ref.valueOf(requireNonNull(version.prev)), ref.valueOf(version)));
  }

  void tell() {
    for (Notice notice : changes) {
      Waiters.wakeAt(notice.ref);
    }
    for (Notice notice : changes) {
      notice.ref.tellWatches(notice.oldValue, notice.newValue);
    }
  }
}
