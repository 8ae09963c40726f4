package org.dosync.histories;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.dosync.LongRef;
import org.dosync.Ref;

/** A ref of cells, of any kind. */
interface CellRef {

  Cell deref();

  Cell ensure();

  void set(Cell cell);

  Cell alter(UnaryOperator<Cell> function);

  void commute(UnaryOperator<Cell> function);

  record OfObjects(Ref<Cell> ref) implements CellRef {
    @Override
    public Cell deref() {
      return ref.deref();
    }

    @Override
    public Cell ensure() {
      return ref.ensure();
    }

    @Override
    public void set(Cell cell) {
      ref.set(cell);
    }

    @Override
    public Cell alter(UnaryOperator<Cell> function) {
      return ref.alter(function);
    }

    @Override
    public void commute(UnaryOperator<Cell> function) {
      ref.commute(function);
    }
  }

  /** Holds the number of a cell in a list, which has all that were ever made for it. */
  record OfNumbers(LongRef ref, Cells cells) implements CellRef {
    @Override
    public Cell deref() {
      return cells.at(ref.getAsLong());
    }

    @Override
    public Cell ensure() {
      return cells.at(ref.ensure());
    }

    @Override
    public void set(Cell cell) {
      ref.set(cells.add(cell));
    }

    @Override
    public Cell alter(UnaryOperator<Cell> function) {
      return cells.at(ref.alter(number -> cells.add(function.apply(cells.at(number)))));
    }

    @Override
    public void commute(UnaryOperator<Cell> function) {
      ref.commute(number -> cells.add(function.apply(cells.at(number))));
    }
  }

  /** Cells by number. */
  final class Cells {
    private final List<Cell> all = new CopyOnWriteArrayList<>();

    Cell at(long number) {
      return all.get((int) number);
    }

    synchronized long add(Cell cell) {
      all.add(cell);
      return all.size() - 1;
    }
  }
}
