package org.dosync.examples.sharedlog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.cdi.Async;

// tag::worker[]
/** Works on threads of its own, and notes it in the log. */
@ApplicationScoped
class Worker {

  @Inject SharedLog log;

  @Async
  CompletionStage<Void> work(int number) throws IOException {
    log.write("Message number " + number);
    return CompletableFuture.completedFuture(null);
  }
}
// end::worker[]
