package org.dosync.examples.sharedlog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.SendOff;

// tag::log[]
/** A file that many threads write: its methods run one after another, so nothing is locked. */
@AgentState
class SharedLog {

  private BufferedWriter out;
  private int lines;

  @SendOff
  void open(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
  }

  @SendOff
  void write(String line) throws IOException { // returns at once
    out.write(line);
    out.newLine();
    lines++;
  }

  @SendOff
  int close() throws IOException { // waits for its turn
    out.close();
    return lines;
  }
}
// end::log[]
