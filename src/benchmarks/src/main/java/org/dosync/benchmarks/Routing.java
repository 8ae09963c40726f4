package org.dosync.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Lee's routing: a thread lays the shortest wire that is free between two points of a board, and
 * takes it away again. References: for each square whose wire it has.
 */
public class Routing extends Programs {
  private static final int WIDTH = 24;
  private static final int SQUARES = WIDTH * WIDTH;

  @Benchmark
  public void run(Worker worker) {
    int from = worker.roll(SQUARES);
    int to = worker.roll(SQUARES);
    long wire = worker.index() + 1L;
    List<Integer> path = new ArrayList<>();
    long squares = stm.atomically(cells -> lay(cells, from, to, wire, path));
    worker.expect(squares * wire, stm.atomically(cells -> takeAway(cells, path)));
    worker.countOne();
  }

  /**
   * Expands from one point until the other is reached, then goes back.
   *
   * @param path becomes the squares of the wire; none if there is no way
   * @return how many
   */
  private static long lay(Stm.Cells cells, int from, int to, long wire, List<Integer> path) {
    path.clear();
    int[] cameFrom = expand(cells, from, to);
    for (int square = to; square >= 0 && cameFrom[to] >= 0; ) {
      path.add(square);
      square = square == from ? -1 : cameFrom[square];
    }
    path.forEach(square -> cells.set(square, wire));
    return path.size();
  }

  /** For each square that was reached the one before it, for the first itself; -1 for others. */
  private static int[] expand(Stm.Cells cells, int from, int to) {
    int[] cameFrom = new int[SQUARES];
    Arrays.fill(cameFrom, -1);
    ArrayDeque<Integer> reached = new ArrayDeque<>();
    reach(cells, from, from, cameFrom, reached);
    while (!reached.isEmpty() && cameFrom[to] < 0) {
      int square = reached.remove();
      int column = square % WIDTH;
      if (column > 0) {
        reach(cells, square - 1, square, cameFrom, reached);
      }
      if (column < WIDTH - 1) {
        reach(cells, square + 1, square, cameFrom, reached);
      }
      reach(cells, square - WIDTH, square, cameFrom, reached);
      reach(cells, square + WIDTH, square, cameFrom, reached);
    }
    return cameFrom;
  }

  private static void reach(
      Stm.Cells cells, int square, int before, int[] cameFrom, ArrayDeque<Integer> reached) {
    boolean onBoard = square >= 0 && square < SQUARES;
    if (onBoard && cameFrom[square] < 0 && cells.get(square) == 0) {
      cameFrom[square] = before;
      reached.add(square);
    }
  }

  /** The sum of what was there. */
  private static long takeAway(Stm.Cells cells, List<Integer> path) {
    long sum = 0;
    for (int square : path) {
      sum += cells.get(square);
      cells.set(square, 0);
    }
    return sum;
  }

  @Override
  int size() {
    return SQUARES;
  }

  @Override
  void end(Ledger ledger) {
    expect("sum of the squares", 0, sum(0, SQUARES));
  }
}
