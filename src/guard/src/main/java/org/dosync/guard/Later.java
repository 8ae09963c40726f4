package org.dosync.guard;

import java.io.PrintStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Prints after the commit.
 *
 * @param held takes what is to be done then
 */
record Later(Consumer<Runnable> held) implements BiConsumer<PrintStream, String> {

  /** What is printed; a record, so that two tries can be compared. */
  private record Print(PrintStream stream, String text) implements Runnable {
    @Override
    public void run() {
      stream.print(text);
    }
  }

  @Override
  public void accept(PrintStream stream, String text) {
    held.accept(new Print(stream, text));
  }
}
