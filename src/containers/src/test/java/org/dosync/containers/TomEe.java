package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deploys what is put in a directory, and says in its log what has become of it. */
final class TomEe extends Server {

  private final Path home = Build.server("tomee");
  private Path applications;
  private ServerProcess process;

  /** On later JDKs it ends at once: there is no SecurityManager, and none of its policies. */
  TomEe() {
    super("TomEE " + Build.property("tomee.version"), List.of(17));
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    Path base = Files.createDirectory(directory.resolve("base"));
    Build.copy(home.resolve("conf"), base.resolve("conf"));
    Files.createDirectory(base.resolve("logs"));
    Files.createDirectory(base.resolve("temp"));
    applications = Files.createDirectory(base.resolve("webapps"));
    Build.replace(
        base.resolve("conf/server.xml"),
        "<Server port=\"8005\"",
        "<Server port=\"-1\"",
        "<Connector port=\"8080\"",
        "<Connector address=\"127.0.0.1\" port=\"" + port() + "\"",
        "<Engine name=\"Catalina\" defaultHost=\"localhost\">",
        "<Engine name=\"Catalina\" defaultHost=\"localhost\" backgroundProcessorDelay=\"1\">");
    process =
        ServerProcess.start(
            jdk,
            directory,
            Map.of(
                "CATALINA_HOME", home.toString(),
                "CATALINA_BASE", base.toString(),
                "CATALINA_OPTS", String.join(" ", options)),
            List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"));
    process.awaitLog(0, "Server startup in");
    return process;
  }

  @Override
  boolean takesEars() {
    return false;
  }

  @Override
  boolean deploy(String application, Path archive) throws IOException {
    int length = process.log().length();
    Build.put(archive, applications.resolve(file(application)));
    process.awaitLog(length, "Deployment of web application archive .* has finished");
    return !process.logFrom(length).contains("Error deploying web application archive");
  }

  @Override
  void undeploy(String application) throws IOException {
    int length = process.log().length();
    Files.delete(applications.resolve(file(application)));
    process.awaitLog(length, "Undeploying context \\[/" + application + "\\]");
  }
}
