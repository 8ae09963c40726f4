package org.dosync.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.concurrent.Executor;
import org.dosync.ContextCapture;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.SchedulerClock;

/** Makes and closes the runtime of a container. */
final class ContainerRuntime {

  private ContainerRuntime() {}

  static DosyncRuntime make(
      Configuration configuration, Instance<Object> beans, Instance<SchedulerClock> clock) {
    DosyncRuntime.Builder builder = DosyncRuntime.builder();
    if (!clock.isUnsatisfied()) {
      builder.clock(clock.get());
    }
    for (RuntimeKey key : RuntimeKey.values()) {
      key.set(builder, configuration);
    }
    Executor executor = ContainerExecutor.find(beans);
    if (executor != null) {
      builder.sendExecutor(executor).sendOffExecutor(executor);
    }
    ContextCapture context = CarriedContext.find(beans);
    if (context != null) {
      builder.context(context);
    }
    return builder.build();
  }

  /** An action, call or job that ends the container itself can't be waited for by that. */
  static void close(DosyncRuntime runtime) {
    try {
      runtime.close();
    } catch (DosyncException fromItsOwnWork) {
      Thread closer = new Thread(runtime::close, runtime.name() + "-close");
      closer.setDaemon(true);
      closer.start();
    }
  }
}
