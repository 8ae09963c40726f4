package org.dosync.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.AgentState;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.Every;

/** What a request is counted by, and a job and an agent beside it. */
@Path("hits")
@ApplicationScoped
public class Hits {

  private final Ref<Integer> hits = Ref.of(0);
  private final Ref<Integer> beats = Ref.of(0);
  private final Log log;

  @Inject
  Hits(Log log) {
    this.log = log;
  }

  /** One that writes its lines one after another. */
  @AgentState
  static class Log {
    private int lines;

    void write() {
      lines++;
    }

    int lines() {
      return lines;
    }
  }

  @Every("10ms")
  @Dosync
  void beat() {
    beats.alter(n -> n + 1);
  }

  /** Answers with this number of hits. */
  @GET
  @Dosync
  public String hit() {
    log.write();
    return "hits: " + hits.alter(n -> n + 1);
  }

  /** Waits for the first beat. */
  @GET
  @Path("beats")
  public String beats() {
    Transaction.dosync(() -> Transaction.check(beats.deref() > 0));
    return "beats, and lines: " + log.lines();
  }
}
