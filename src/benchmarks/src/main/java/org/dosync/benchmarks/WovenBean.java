package org.dosync.benchmarks;

import jakarta.enterprise.context.ApplicationScoped;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/**
 * As {@link CallBeans.Transactional}, to be woven: not nested, or it would have to be with its
 * nest.
 */
@ApplicationScoped
public class WovenBean implements Runnable {

  private final Ref<Long> count = Ref.of(1000L);

  @Dosync
  @Override
  public void run() {
    count.alter(n -> n + 1);
  }
}
