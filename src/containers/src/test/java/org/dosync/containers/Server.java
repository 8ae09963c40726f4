package org.dosync.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server of Jakarta EE, unpacked by the build. It is started once, and its process stopped. */
interface Server {

  /** With its version. */
  String name();

  /** Versions of the JDKs it runs on, of those that the build has. */
  List<Integer> jdks();

  /**
   * Starts it, and returns when it takes applications.
   *
   * @param directory for what it writes, empty
   * @param options for its JVM
   */
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException;

  /** Returns when the application runs: true; or is refused: false. */
  boolean deploy(String application, Path war) throws IOException;

  /** Returns when the application, or what is there of one that was refused, is gone. */
  void undeploy(String application) throws IOException;

  /** Where its applications are, each below its name. */
  URI address();
}
