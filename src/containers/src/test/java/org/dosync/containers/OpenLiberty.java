package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deploys what is put in a directory, and says in its log what has become of it. */
final class OpenLiberty extends Server {

  private static final String NAME = "tested";

  private static final String CONFIGURATION =
      """
      <server>
        <featureManager>
          <feature>webProfile-11.0</feature>
          <feature>concurrent-3.1</feature>
          <feature>mpConfig-3.1</feature>
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <ltpa keysPassword="of a test"/>
      </server>
      """;

  private final Path home = Build.server("open-liberty");
  private final Set<String> running = new HashSet<>();
  private Path applications;
  private ServerProcess process;

  OpenLiberty() {
    super("Open Liberty " + Build.property("open-liberty.version"), List.of(17, 25));
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    Path configuration = Files.createDirectories(directory.resolve("usr/servers").resolve(NAME));
    applications = Files.createDirectory(configuration.resolve("dropins"));
    Files.writeString(configuration.resolve("server.xml"), CONFIGURATION.formatted(port()));
    Files.write(configuration.resolve("jvm.options"), options);
    process =
        ServerProcess.start(
            jdk,
            directory,
            Map.of("WLP_USER_DIR", directory.resolve("usr").toString()),
            List.of("sh", home.resolve("bin/server").toString(), "run", NAME));
    process.awaitLog(0, "CWWKF0011I"); // ready
    return process;
  }

  @Override
  boolean deploy(String application, Path archive) throws IOException {
    int length = process.log().length();
    Build.put(archive, applications.resolve(file(application)));
    boolean runs =
        process.awaitEither(
            length, "CWWKZ000[13]I: .* " + application, "CWWKZ000[24]E: .* " + application);
    if (runs) {
      running.add(application);
    }
    return runs;
  }

  /** It does not say when a refused one is gone, which holds nothing. */
  @Override
  void undeploy(String application) throws IOException {
    int length = process.log().length();
    Files.delete(applications.resolve(file(application)));
    if (running.remove(application)) {
      process.awaitLog(length, "CWWKZ0009I: .* " + application);
    }
  }
}
