package org.dosync.examples.reservation.load;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A bar on a terminal; a line for each tenth elsewhere. */
public final class Progress {

  private static final int WIDTH = 40;

  private final PrintStream out;
  private final boolean terminal;
  private final AtomicInteger shown = new AtomicInteger();

  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether standard output is one: from JDK 22 on there is a console elsewhere too. */
  public static boolean isTerminal() {
    if (System.console() == null || System.getenv("TERM") == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(System.console());
    } catch (ReflectiveOperationException beforeJdk22) {
      return true;
    }
  }

  void show(int done, int all) {
    int step = (int) (100L * done / all) / (terminal ? 1 : 10);
    int last = shown.get();
    if (step > last && shown.compareAndSet(last, step)) {
      print(done, all);
    }
  }

  private synchronized void print(int done, int all) {
    if (terminal) {
      int full = (int) ((long) WIDTH * done / all);
      out.printf(
          Locale.ROOT,
          "\r[%s%s] %,d of %,d requests",
          "#".repeat(full),
          " ".repeat(WIDTH - full),
          done,
          all);
      out.flush();
    } else {
      out.printf(Locale.ROOT, "%,d of %,d requests%n", done, all);
    }
  }

  void end(int done, int all) {
    if (terminal) {
      print(done, all);
      out.println();
    }
  }
}
