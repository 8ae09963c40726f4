package org.dosync.containers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jars beside those of an application, which is a process of its own. */
final class Helidon {

  private static final Pattern VERSION = Pattern.compile("helidon-microprofile-cdi-(.+)\\.jar");

  private int port;

  static String name() {
    try (Stream<Path> all = Files.list(jars())) {
      return all.map(jar -> VERSION.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .map(jar -> "Helidon MP " + jar.group(1))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jars() {
    return Path.of(Build.property("helidon.jars"));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Runs what a WAR has in its class path. */
  ServerProcess start(Jdk jdk, Path directory, List<String> options, Path war) throws IOException {
    port = ServerProcess.freePort();
    Path application = directory.resolve("application");
    unpack(war, application);
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java"));
    command.addAll(options);
    command.addAll(List.of("-Dserver.host=127.0.0.1", "-Dserver.port=" + port));
    command.addAll(List.of("-cp", classPath(application), "io.helidon.Main"));
    return ServerProcess.start(jdk, directory, Map.of(), command);
  }

  private static void unpack(Path war, Path to) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(war)) {
      Build.copy(archive.getPath("/WEB-INF"), to);
    }
    Build.empty(to.resolve("classes/org/dosync/containers/door")); // it has no Jakarta Security
    Path there = Files.createDirectories(to.resolve("classes/META-INF"));
    Files.move(to.resolve("beans.xml"), there.resolve("beans.xml"));
  }

  private static String classPath(Path application) {
    return Stream.of(
            application.resolve("classes"), application.resolve("lib/*"), jars().resolve("*"))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
