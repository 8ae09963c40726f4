package org.dosync.benchmarks;

/** Loses what was written and sums up wrongly. */
final class ForgetfulStm extends Stm {
  private final long initial;

  ForgetfulStm(int count, long initial) {
    this.initial = initial;
  }

  @Override
  void increment(int ref) {}

  @Override
  void commute(int ref) {}

  @Override
  void transfer(int from, int to, long amount) {}

  @Override
  void incrementAll(int[] chosen) {}

  @Override
  long sum() {
    return -1;
  }

  @Override
  long atomically(Program program) {
    return program.run(new Forgetful());
  }

  private final class Forgetful implements Cells {
    @Override
    public long get(int ref) {
      return initial;
    }

    @Override
    public void set(int ref, long value) {}
  }

  @Override
  long value(int ref) {
    return initial;
  }
}
