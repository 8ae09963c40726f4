package org.dosync.benchmarks;

/** Tasks whose results are waited for; each wait checks its result. */
public abstract class Starts extends Workload {
  Futures futures;

  @Override
  final void start() {
    futures = Adapter.of(Futures.class, system);
  }

  @Override
  final void end(Ledger ledger) {}
}
