package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials has every module for users, known by its module-info, and no other. */
class BomTest {
  private static final Path SRC = Path.of(System.getProperty("test.root"), "src");
  private static final Pattern MANAGED = Pattern.compile("<artifactId>(dosync-\\w+)</artifactId>");

  @Test
  void allThatIsForUsersIsManaged() throws IOException {
    String bom = Files.readString(SRC.resolve("bom/pom.xml"));
    String managed = bom.substring(bom.indexOf("<dependencyManagement>"));
    try (Stream<Path> modules = Files.list(SRC)) {
      assertThat(MANAGED.matcher(managed).results().map(found -> found.group(1)))
          .containsExactlyInAnyOrderElementsOf(
              modules
                  .filter(module -> Files.exists(module.resolve("src/main/java/module-info.java")))
                  .map(module -> "dosync-" + module.getFileName())
                  .toList());
    }
  }
}
