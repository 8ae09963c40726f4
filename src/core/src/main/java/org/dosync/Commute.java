package org.dosync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An entry of a write set whose value is computed at the commit; never the head of a ref. */
final class Commute extends Version implements UnaryOperator<@Nullable Object> {

  private final List<UnaryOperator<@Nullable Object>> functions = new ArrayList<>(1);
  private boolean running;

  Commute(Ref<?> ref) {
    super(ref, null);
    credit = BLIND;
  }

  void add(UnaryOperator<@Nullable Object> function) {
    functions.add(function);
  }

  int size() {
    return functions.size();
  }

  void truncate(int size) {
    functions.subList(size, functions.size()).clear();
  }

  /** All functions, in the order of the calls. Runs user code. */
  @Override
  public @Nullable Object apply(@Nullable Object base) {
    if (running) {
      throw new DosyncException(
          "A function given to commute reads " + ref + ", which it changes: use its argument");
    }
    running = true;
    try {
      return result(base);
    } finally {
      running = false;
    }
  }

  private @Nullable Object result(@Nullable Object base) {
    Object result = base;
    for (UnaryOperator<@Nullable Object> function : functions) {
      result = function.apply(result);
    }
    return result;
  }
}
