package org.dosync;

import java.lang.ref.WeakReference;
import org.dosync.testing.Workplace;
import org.jspecify.annotations.Nullable;

/**
 * A runtime that a test looks at, and does not keep alive. Used only where there is dosync-junit.
 */
final class ObservedRuntime implements Workplace {

  private final WeakReference<DosyncRuntime> runtime;

  ObservedRuntime(DosyncRuntime runtime) {
    this.runtime = new WeakReference<>(runtime);
  }

  private @Nullable DosyncRuntime runtime() {
    DosyncRuntime now = runtime.get();
    return now == null || now.isTerminated() ? null : now;
  }

  @Override
  public boolean isGone() {
    return runtime() == null;
  }

  @Override
  public long begun() {
    DosyncRuntime now = runtime();
    return now == null ? 0 : now.work().begun();
  }

  /** First the schedulers: what they have due is under way before it is not due any more. */
  @Override
  public boolean isIdle() {
    DosyncRuntime now = runtime();
    return now == null
        || (now.parts().stream().noneMatch(DosyncRuntime.Part::isBusy)
            && now.work().underWay().isEmpty());
  }

  @Override
  public void tellUnread() {
    DosyncRuntime now = runtime();
    if (now != null) {
      now.unreadFailures().reportAll();
    }
  }
}
