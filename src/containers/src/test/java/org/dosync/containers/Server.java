package org.dosync.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server of Jakarta EE, unpacked by the build. It is started once, and its process stopped. */
abstract class Server {

  private final String name;
  private final List<Integer> jdks;
  private final int port = ServerProcess.freePort();

  /**
   * One that listens at a free port.
   *
   * @param name with its version
   * @param jdks versions of the JDKs it runs on, of those that the build has
   */
  Server(String name, List<Integer> jdks) {
    this.name = name;
    this.jdks = jdks;
  }

  final String name() {
    return name;
  }

  final List<Integer> jdks() {
    return jdks;
  }

  final int port() {
    return port;
  }

  /** Where its applications are, each below its name. */
  final URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts it, and returns when it takes applications.
   *
   * @param directory for what it writes, empty
   * @param options for its JVM
   */
  abstract ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException;

  /** Returns when the application runs: true; or is refused: false. */
  abstract boolean deploy(String application, Path war) throws IOException;

  /** Returns when the application, or what is there of one that was refused, is gone. */
  abstract void undeploy(String application) throws IOException;
}
