package org.dosync.examples.tour;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.dosync.Agent;
import org.dosync.Futures;

final class SharedLog implements Example {

  @Override
  public String title() {
    return "An agent: a thousand futures write one file";
  }

  @Override
  public void run(Page page) throws Exception {
    Path file = Files.createTempFile("shared-logfile", ".log");
    twoLines(file);
    List<String> two = Files.readAllLines(file);
    page.show("lines of one thread, in its order", two.size(), 2);
    page.show("the first", two.get(0), "My awesome message");
    page.show("the second", two.get(1), "My other awesome message");

    thousandFutures(file);
    List<String> lines = Files.readAllLines(file);
    page.show("lines of 1000 futures", lines.size(), 1_000);
    page.show(
        "whole and different ones",
        lines.stream().filter(this::isWhole).distinct().count(),
        1_000L);
    Files.delete(file);
  }

  private boolean isWhole(String line) {
    return line.matches("Message number \\d{1,3}");
  }

  private static void twoLines(Path file) throws IOException {
    // tag::log[]
    Agent<BufferedWriter> logfile = Agent.of(Files.newBufferedWriter(file));

    logfile.sendOff(out -> write(out, "My awesome message\n"));
    logfile.sendOff(out -> write(out, "My other awesome message\n"));
    logfile.sendOff(out -> close(out));
    Agent.await(logfile);
    // end::log[]
  }

  // tag::write[]
  /** Actions run one at a time: no lock, though a writer is not made for several threads. */
  static BufferedWriter write(BufferedWriter out, String text) throws IOException {
    out.write(text);
    return out;
  }

  // end::write[]

  static BufferedWriter close(BufferedWriter out) throws IOException {
    out.close();
    return out;
  }

  private static void thousandFutures(Path file) throws IOException {
    Agent<BufferedWriter> logfile = Agent.of(Files.newBufferedWriter(file));
    // tag::thousand[]
    List<Callable<Agent<?>>> senders =
        IntStream.range(0, 1_000)
            .<Callable<Agent<?>>>mapToObj(
                i -> () -> logfile.sendOff(out -> write(out, "Message number " + i + "\n")))
            .toList();

    Futures.all(senders).deref(); // all have sent
    logfile.sendOff(out -> close(out)); // so this comes last
    Agent.await(logfile);
    // end::thousand[]
  }
}
