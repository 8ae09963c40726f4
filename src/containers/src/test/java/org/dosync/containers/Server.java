package org.dosync.containers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A server of Jakarta EE, unpacked by the build. It is started once, and its process stopped. */
abstract class Server {

  static final String EAR = "enterprise";

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

  /** Whether it takes EARs, all of whose modules have one container. */
  boolean takesEars() {
    return true;
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

  /** Returns when the application, a WAR or an EAR, runs: true; or is refused: false. */
  abstract boolean deploy(String application, Path archive) throws IOException;

  /** What an application is called where it is put: a WAR, but for the one that is an EAR. */
  static String file(String application) {
    return application + (application.equals(EAR) ? ".ear" : ".war");
  }

  /** Returns when the application, or what is there of one that was refused, is gone. */
  abstract void undeploy(String application) throws IOException;
}
