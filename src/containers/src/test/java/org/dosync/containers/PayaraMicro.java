package org.dosync.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Has no way to deploy from outside: a {@code PayaraMicroConsole} in its process does it. */
final class PayaraMicro extends Server {

  private static final Path CONSOLE = Path.of("src/test/resources/PayaraMicroConsole.java");

  private final Path archive = Build.server("payara-micro");
  private ServerProcess process;

  PayaraMicro() {
    super("Payara Micro " + Build.property("payara-micro.version"), List.of(17, 25));
  }

  @Override
  ServerProcess start(Jdk jdk, Path directory, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java"));
    command.addAll(options);
    command.addAll(opened());
    command.addAll(
        List.of(
            "-cp",
            archive.toString(),
            CONSOLE.toAbsolutePath().toString(),
            String.valueOf(port()),
            directory.resolve("root").toString()));
    process = ServerProcess.start(jdk, directory, Map.of(), command);
    process.awaitLog(0, "console: started");
    return process;
  }

  /** What its archive says, which counts for {@code java -jar} alone. */
  private List<String> opened() throws IOException {
    try (JarFile jar = new JarFile(archive.toFile())) {
      Attributes says = jar.getManifest().getMainAttributes();
      return Stream.of("Add-Exports", "Add-Opens")
          .flatMap(
              kind ->
                  Stream.of(says.getValue(kind).split(" "))
                      .map(
                          what ->
                              "--" + kind.toLowerCase(Locale.ROOT) + "=" + what + "=ALL-UNNAMED"))
          .toList();
    }
  }

  @Override
  boolean takesEars() {
    return false;
  }

  @Override
  boolean deploy(String application, Path war) {
    return tell("deploy " + application + " " + war);
  }

  @Override
  void undeploy(String application) {
    tell("undeploy " + application + " -");
  }

  private boolean tell(String command) {
    int length = process.log().length();
    process.tell(command);
    return process.awaitEither(length, "console: done", "console: failed");
  }
}
