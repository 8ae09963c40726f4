package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Transactions, and what they send to an agent. */
@ApplicationScoped
@Path("transactions")
@Produces(MediaType.TEXT_PLAIN)
public class TransactionsResource {

  @Inject Accounts accounts;
  @Inject Ledger ledger;

  @POST
  public String transfer() {
    accounts.transfer();
    return "sum=" + accounts.sum() + "\n";
  }

  @POST
  @Path("undone")
  public String transferNothing() {
    try {
      accounts.transferNothing();
      return "thrown=nothing\n";
    } catch (IllegalStateException e) {
      return "thrown=" + e.getMessage() + "\n";
    }
  }

  /** The notes wait for all that was sent before. */
  @GET
  public String books() {
    return Text.of(
        Map.of(
            "sum", accounts.sum(),
            "transferred", accounts.transferred(),
            "notes", ledger.notes(),
            "selfCallIsIntercepted", accounts.selfCallIsIntercepted()));
  }
}
