package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deploys what is put in a directory, and says there by marker files what has become of it. */
final class WildFly extends Server {

  /** The server need not have the callers in its files that an application knows. */
  private static final String OF_APPLICATION =
      """
      <application-security-domain name="of-application"
          security-domain="ApplicationDomain" integrated-jaspi="false"/>
      """;

  private final Path home;
  private Path deployments;
  private ServerProcess process;

  private WildFly(String name, Path home) {
    super(name, List.of(17, 25));
    this.home = home;
  }

  static WildFly ofJakartaEe10() {
    return new WildFly("WildFly " + Build.property("wildfly.version"), Build.server("wildfly"));
  }

  static WildFly ofJakartaEe11() {
    return new WildFly(
        "WildFly Preview " + Build.property("wildfly.version"), Build.server("wildfly-preview"));
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    Path base = directory.resolve("standalone");
    Build.copy(home.resolve("standalone"), base);
    Build.replace(
        base.resolve("configuration/standalone.xml"),
        "scan-interval=\"5000\"",
        "scan-interval=\"500\"",
        "default-security-domain=\"other\">",
        "default-security-domain=\"of-application\">",
        "</application-security-domains>\n        </subsystem>",
        OF_APPLICATION + "</application-security-domains></subsystem>");
    deployments = base.resolve("deployments");
    process =
        ServerProcess.start(
            jdk,
            directory,
            Map.of(
                "JBOSS_HOME", home.toString(),
                "LAUNCH_JBOSS_IN_BACKGROUND", "true",
                "JAVA_OPTS", String.join(" ", options)),
            List.of(
                "sh",
                home.resolve("bin/standalone.sh").toString(),
                "-b=127.0.0.1",
                "-bmanagement=127.0.0.1",
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + ServerProcess.freePort(),
                "-Djboss.management.http.port=" + ServerProcess.freePort()));
    process.awaitLog(0, "WFLYSRV0025"); // started
    return process;
  }

  @Override
  boolean deploy(String application, Path archive) throws IOException {
    Build.put(archive, deployments.resolve(file(application)));
    process.awaitThat(application, () -> is(application, "deployed") || is(application, "failed"));
    return is(application, "deployed");
  }

  @Override
  void undeploy(String application) throws IOException {
    boolean runs = is(application, "deployed");
    Files.delete(deployments.resolve(file(application)));
    process.awaitThat(
        application, () -> runs ? is(application, "undeployed") : !is(application, "failed"));
  }

  private boolean is(String application, String state) {
    return Files.exists(deployments.resolve(file(application) + "." + state));
  }
}
