package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deploys what is put in a directory, and says there by marker files what has become of it. */
final class GlassFish extends Server {

  private static final String DOMAIN = "domain1";

  private final Path home = Build.server("glassfish").resolve("glassfish");
  private Path applications;
  private ServerProcess process;

  /** From JDK 21 on. */
  GlassFish() {
    super("GlassFish " + Build.property("glassfish.version"), List.of(25));
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    Path domains = directory.resolve("domains");
    Build.copy(home.resolve("domains"), domains);
    applications = domains.resolve(DOMAIN).resolve("autodeploy");
    configure(domains.resolve(DOMAIN).resolve("config/domain.xml"), options);
    process =
        ServerProcess.start(
            jdk,
            directory,
            Map.of("AS_JAVA", jdk.home().toString()),
            List.of(
                "bash", // which its script asks for
                home.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--domaindir=" + domains,
                DOMAIN));
    process.awaitLog(0, "startup time");
    return process;
  }

  /** On the loopback interface, at free ports, and as often as it can. */
  private void configure(Path domain, List<String> options) throws IOException {
    List<String> changes =
        new ArrayList<>(List.of("<network-listener port=\"8080\"", listener(port())));
    for (String used : List.of("8181", "4848")) {
      changes.add("<network-listener port=\"" + used + "\"");
      changes.add(listener(ServerProcess.freePort()));
    }
    for (String used : List.of("3700", "3820", "3920", "8686")) {
      changes.add("address=\"0.0.0.0\" port=\"" + used + "\"");
      changes.add("address=\"127.0.0.1\" port=\"" + ServerProcess.freePort() + "\"");
    }
    Build.replace(domain, changes.toArray(String[]::new));
    Build.replace(
        domain,
        "<jvm-options>-Xmx512m</jvm-options>",
        "<jvm-options>" + String.join("</jvm-options><jvm-options>", options) + "</jvm-options>",
        "-Dosgi.shell.telnet.port=6666",
        "-Dosgi.shell.telnet.port=" + ServerProcess.freePort());
  }

  private static String listener(int port) {
    return "<network-listener address=\"127.0.0.1\" port=\"" + port + "\"";
  }

  @Override
  boolean deploy(String application, Path archive) throws IOException {
    Build.put(archive, applications.resolve(file(application)));
    process.awaitThat(
        application, () -> is(application, "deployed") || is(application, "deployFailed"));
    return is(application, "deployed");
  }

  /** Nothing becomes of the marker of a refused one. */
  @Override
  void undeploy(String application) throws IOException {
    Files.delete(applications.resolve(file(application)));
    if (!Files.deleteIfExists(marker(application, "deployFailed"))) {
      process.awaitThat(application, () -> !is(application, "deployed"));
    }
  }

  private boolean is(String application, String state) {
    return Files.exists(marker(application, state));
  }

  private Path marker(String application, String state) {
    return applications.resolve(file(application) + "_" + state);
  }
}
