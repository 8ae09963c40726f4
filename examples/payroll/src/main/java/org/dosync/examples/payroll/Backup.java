package org.dosync.examples.payroll;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dosync.cdi.Async;

// tag::backup[]
/** Puts images into a store; here a directory. */
@ApplicationScoped
class Backup {

  record Receipt(boolean finished, String request) {}

  @Async
  CompletionStage<Receipt> upload(Path store, String name, byte[] image) throws IOException {
    Files.write(store.resolve(name), image);
    return CompletableFuture.completedFuture(new Receipt(true, name));
  }
}
// end::backup[]
