package org.dosync.containers;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.stream.Stream;

/** What the build has put in its directory, and told by system properties. */
final class Build {

  /** Set where there are servers. */
  static final String DIRECTORY = "containers.build";

  private static final String APPLICATION =
      """
      <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="9">
        <module><web>
          <web-uri>module.war</web-uri><context-root>/%s</context-root>
        </web></module>
        <library-directory>lib</library-directory>
      </application>
      """;

  private Build() {}

  static Path directory() {
    return Path.of(property(DIRECTORY));
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("The build has not told " + name);
    }
    return value;
  }

  /** The one directory in the archive of a server. */
  static Path server(String name) {
    try (Stream<Path> unpacked = Files.list(directory().resolve("servers").resolve(name))) {
      return unpacked.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server is given: a WAR of ours, or the guard. */
  static Path given(String file) {
    return directory().resolve("given").resolve(file);
  }

  /** An application of this module. */
  static Path war(String classifier) {
    return directory().resolve(property("containers.name") + "-" + classifier + ".war");
  }

  /** An EAR with a WAR as its module, and in its library what that has brought. */
  static Path ear(String name, Path war) throws IOException {
    Path module = Files.copy(war, directory().resolve("module.war"), REPLACE_EXISTING);
    Path ear = directory().resolve(name + ".ear");
    Files.deleteIfExists(ear);
    try (FileSystem inEar = FileSystems.newFileSystem(ear, Map.of("create", "true"));
        FileSystem inModule = FileSystems.newFileSystem(module)) {
      copy(inModule.getPath("/WEB-INF/lib"), inEar.getPath("/lib"));
      delete(inModule.getPath("/WEB-INF/lib"));
      Path descriptor = inEar.getPath("/META-INF/application.xml");
      Files.createDirectory(descriptor.getParent());
      Files.writeString(descriptor, APPLICATION.formatted(name));
    }
    try (FileSystem inEar = FileSystems.newFileSystem(ear)) {
      Files.copy(module, inEar.getPath("/module.war"));
    }
    return ear;
  }

  static Path empty(Path directory) throws IOException {
    delete(directory);
    return Files.createDirectories(directory);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, REPLACE_EXISTING);
        }
      }
    }
  }

  /** Whole, or not at all: the server looks for it meanwhile. */
  static void put(Path file, Path to) throws IOException {
    Path beside = to.getParent().resolveSibling(to.getFileName() + ".part");
    Files.copy(file, beside, REPLACE_EXISTING);
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Each of the replacements has to find something. */
  static void replace(Path file, String... oldAndNew) throws IOException {
    String text = Files.readString(file);
    for (int i = 0; i < oldAndNew.length; i += 2) {
      if (!text.contains(oldAndNew[i])) {
        throw new IllegalStateException(file + " has no " + oldAndNew[i]);
      }
      text = text.replace(oldAndNew[i], oldAndNew[i + 1]);
    }
    Files.writeString(file, text);
  }
}
