package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;

/** Whether a file can be written inside a transaction. */
@ApplicationScoped
@Path("guard")
@Produces(MediaType.TEXT_PLAIN)
public class GuardResource {

  @Inject Writer writer;

  @POST
  public String write() throws IOException {
    java.nio.file.Path file = Files.createTempFile("probe", ".txt");
    try {
      return Text.of(
          Map.of(
              "guarded", Transaction.isGuarded(),
              "refused", refusal(file),
              "bytes", Files.size(file),
              "written", writer.written()));
    } finally {
      Files.delete(file);
    }
  }

  private String refusal(java.nio.file.Path file) throws IOException {
    try {
      writer.write(file);
      return "nothing";
    } catch (SideEffectInTransactionException e) {
      return String.valueOf(e.effect());
    }
  }
}
