package org.dosync.examples.tour;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Futures;

final class ClosedTooEarly implements Example {

  private static final int LATE = 100;

  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public String title() {
    return "The same, closed before all have sent: the loss is seen";
  }

  @Override
  public void run(Page page) throws Exception {
    Path file = Files.createTempFile("shared-logfile", ".log");
    Agent<BufferedWriter> logfile = Agent.of(Files.newBufferedWriter(file));
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    int refused;
    try {
      List<CompletableFuture<Boolean>> sent = startThousand(logfile);
      logfile.sendOff(SharedLog::close); // nobody has waited for the futures
      awaitEnd(logfile);
      closed.countDown();
      refused = (int) sent.stream().filter(future -> !future.join()).count();
      awaitEnd(logfile);
    } finally {
      Failures.setHandler(null);
    }
    long lost = 1_000 - Files.readAllLines(file).size();
    page.show("messages lost: at least those sent too late", lost >= LATE, true);
    page.show("the failure handler was told of", failures.size(), 1);
    page.show("what the action threw", failures.get(0).cause().getMessage(), "Stream closed");
    page.require(logfile.error() == failures.get(0).cause(), "the agent keeps what it failed with");
    page.show("logfile.sendOff(...) after that", "AgentFailedException");
    page.show("lost without a word", lost - failures.size() - refused - logfile.queueSize(), 0L);
    logfile.restart(logfile.deref(), true); // and clears what waits
    Files.delete(file);
  }

  /** Whether each could send: a failed agent takes nothing. */
  private List<CompletableFuture<Boolean>> startThousand(Agent<BufferedWriter> logfile) {
    List<CompletableFuture<Boolean>> sent = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      sent.add(
          Futures.future(
              () -> {
                if (number >= 1_000 - LATE) {
                  Workers.await(closed);
                }
                return trySend(logfile, "Message number " + number + "\n");
              }));
    }
    return sent;
  }

  private static boolean trySend(Agent<BufferedWriter> logfile, String line) {
    try {
      logfile.sendOff(out -> SharedLog.write(out, line));
      return true;
    } catch (AgentFailedException refusal) {
      return false;
    }
  }

  private static void awaitEnd(Agent<?> logfile) {
    try {
      Agent.await(logfile);
    } catch (AgentFailedException expected) {
      // as soon as a message has come after the close
    }
  }
}
