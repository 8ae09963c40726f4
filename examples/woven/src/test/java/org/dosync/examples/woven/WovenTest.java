package org.dosync.examples.woven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example does what it says, and the page about weaving says what this module does. */
@Timeout(60)
class WovenTest {

  private static final Path ROOT = Path.of(System.getProperty("test.root"));

  /** The README shows it: nothing is lost, and no half is seen. */
  @Test
  void itPrintsWhatTheReadmeShows() throws IOException {
    String readme = Files.readString(ROOT.resolve("examples/woven/README.md"));
    assertThat(readme)
        .contains("<!-- output: " + Main.class.getName() + " -->\n```text\n" + output() + "```");
  }

  private static String output() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Main.main(new String[0]);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noContainerIsThere() {
    assertThat(System.getProperty("java.class.path"))
        .doesNotContain("weld", "jakarta", "dosync-weave", "src/weave");
  }

  @Test
  void thePageHasThePluginOfThisModule() throws IOException {
    String pom = Files.readString(ROOT.resolve("examples/woven/pom.xml"));
    String plugin =
        pom.substring(pom.indexOf("<!-- weaving -->"), pom.indexOf("<!-- end of weaving -->"))
            .replace("<!-- weaving -->", "")
            .replace("${project.version}", System.getProperty("test.version"))
            .replace("${byte-buddy-maven.version}", System.getProperty("test.byte-buddy-maven"));

    assertThat(words(Files.readString(ROOT.resolve("docs/weaving.md")))).contains(words(plugin));
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
