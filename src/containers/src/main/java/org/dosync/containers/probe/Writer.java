package org.dosync.containers.probe;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dosync.Ref;
import org.dosync.cdi.Dosync;

/** Does in a transaction what must not be done there. */
@ApplicationScoped
class Writer {

  private final Ref<Integer> written = Ref.of(0);

  @Dosync
  void write(Path file) throws IOException {
    written.alter(w -> w + 1);
    Files.writeString(file, "written");
  }

  int written() {
    return written.deref();
  }
}
