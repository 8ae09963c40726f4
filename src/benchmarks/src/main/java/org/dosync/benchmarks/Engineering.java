package org.dosync.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/**
 * Short and long operations on one large structure, after the idea of STMBench7: assemblies that
 * use shared parts, which have points. References: for each assembly the parts that it uses, for
 * each part how often it is used, and for each point its two coordinates.
 */
public class Engineering extends Programs {
  private static final int ASSEMBLIES = 81;
  private static final int USES = 3;
  private static final int PARTS = 100;
  private static final int POINTS = 20;

  /** Of the two coordinates of a point. */
  private static final long SUM = 100;

  private static final int USED = ASSEMBLIES * USES;
  private static final int X = USED + PARTS;
  private static final int Y = X + PARTS * POINTS;

  @Benchmark
  public void run(Worker worker) {
    operate(worker);
    worker.countOne();
  }

  private void operate(Worker worker) {
    int assembly = worker.roll(ASSEMBLIES);
    int part = worker.roll(PARTS);
    int dice = worker.roll(100);
    if (dice < 1) {
      expect(worker, ASSEMBLIES * USES, Engineering::all);
    } else if (dice < 10) {
      expect(worker, USES, cells -> assembly(cells, assembly));
    } else if (dice < 70) {
      expect(worker, 1, cells -> part(cells, part));
    } else if (dice < 90) {
      expect(worker, 1, cells -> turn(cells, part));
    } else {
      stm.atomically(cells -> use(cells, assembly * USES + dice % USES, part));
    }
  }

  private void expect(Worker worker, int parts, Stm.Program program) {
    worker.expect(parts * POINTS * SUM, stm.atomically(program));
  }

  private static long all(Stm.Cells cells) {
    long sum = 0;
    for (int assembly = 0; assembly < ASSEMBLIES; assembly++) {
      sum += assembly(cells, assembly);
    }
    return sum;
  }

  private static long assembly(Stm.Cells cells, int assembly) {
    long sum = 0;
    for (int use = 0; use < USES; use++) {
      sum += part(cells, (int) cells.get(assembly * USES + use));
    }
    return sum;
  }

  private static long part(Stm.Cells cells, int part) {
    long sum = 0;
    for (int point = part * POINTS; point < (part + 1) * POINTS; point++) {
      sum += cells.get(X + point) + cells.get(Y + point);
    }
    return sum;
  }

  /** Exchanges the coordinates of all points of a part. */
  private static long turn(Stm.Cells cells, int part) {
    for (int point = part * POINTS; point < (part + 1) * POINTS; point++) {
      long x = cells.get(X + point);
      cells.set(X + point, cells.get(Y + point));
      cells.set(Y + point, x);
    }
    return part(cells, part);
  }

  /** An assembly takes another part in the place of one. */
  private static long use(Stm.Cells cells, int place, int part) {
    int before = USED + (int) cells.get(place);
    cells.set(before, cells.get(before) - 1);
    cells.set(place, part);
    cells.set(USED + part, cells.get(USED + part) + 1);
    return part;
  }

  @Override
  void prepare() {
    for (int point = 0; point < PARTS * POINTS; point++) {
      int one = point;
      stm.atomically(cells -> place(cells, one));
    }
    stm.atomically(cells -> set(cells, USED, ASSEMBLIES * USES));
    for (int place = 0; place < ASSEMBLIES * USES; place++) {
      int one = place;
      stm.atomically(cells -> use(cells, one, one % PARTS));
    }
  }

  private static long place(Stm.Cells cells, int point) {
    set(cells, X + point, point % SUM);
    return set(cells, Y + point, SUM - point % SUM);
  }

  private static long set(Stm.Cells cells, int ref, long value) {
    cells.set(ref, value);
    return value;
  }

  @Override
  int size() {
    return Y + PARTS * POINTS;
  }

  @Override
  void end(Ledger ledger) {
    long[] used = new long[PARTS];
    for (int place = 0; place < USED; place++) {
      used[(int) stm.value(place)]++;
    }
    for (int part = 0; part < PARTS; part++) {
      expect("uses of part " + part, used[part], stm.value(USED + part));
    }
    expect("sum of the points", PARTS * POINTS * SUM, sum(X, size()));
  }
}
