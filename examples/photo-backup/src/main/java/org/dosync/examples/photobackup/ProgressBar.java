package org.dosync.examples.photobackup;

import org.dosync.cdi.AgentState;

// tag::bar[]
/** Grows with each step that any thread takes. Its methods run one after another. */
@AgentState
class ProgressBar {

  private static final int WIDTH = 20;

  private int done;
  private int all;

  void begin(int done, int all) {
    this.done = done;
    this.all = all;
    draw();
  }

  void step() {
    done++;
    draw();
  }

  int end() { // returns something, so it waits for its turn
    System.out.println();
    return done;
  }

  private void draw() {
    String bar = "#".repeat(WIDTH * done / all);
    System.out.printf("\r[%-" + WIDTH + "s] %d of %d", bar, done, all);
  }
}
// end::bar[]
