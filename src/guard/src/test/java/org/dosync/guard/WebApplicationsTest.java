package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.dosync.probe.WebApplications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Web applications that carry Dosync share a server, and its threads, with one guard. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class WebApplicationsTest {

  @TempDir Path directory;

  @Test
  void eachIsGuardedWithItsOwnDosyncAndGoesWhenItIsUndeployed() throws Exception {
    deploy("first");
    deploy("second");

    List<String> lines =
        Forked.guarded("")
            .library(Tomcat.class)
            .library(Resource.class)
            .option(
                "-Djava.util.logging.config.file=" + Files.createFile(directory.resolve("logging")))
            .run(WebApplications.class, directory.toString());

    assertThat(lines)
        .containsExactly(
            "answers: [/first own refused FILE_WRITE, /second own refused FILE_WRITE]", "left: 0");
  }

  private void deploy(String application) throws IOException {
    Path content = Files.createDirectories(directory.resolve(application).resolve("WEB-INF/lib"));
    for (Path place : Forked.application()) {
      if (Files.isDirectory(place)) {
        copy(place, content.resolveSibling("classes"));
      } else {
        Files.copy(place, content.resolve(place.getFileName()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
