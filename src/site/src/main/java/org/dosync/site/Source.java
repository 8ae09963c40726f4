package org.dosync.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dosync.examples.Docs;

/**
 * The sources of the site, as Maven's site plugin wants them: the pages of the repository, in the
 * folders where they are there, so that their links lead from one to the other here too.
 */
public final class Source {

  private static final String STYLES = "css/site.css";
  private static final String DIAGRAMS = "js/diagrams.js";
  private static final String MERMAID = "js/mermaid.min.js";

  private final Path root;
  private final Path target;
  private final Set<Path> quoted = new TreeSet<>();

  private Source(Path root, Path target) {
    this.root = root;
    this.target = target;
  }

  /**
   * Writes the sources.
   *
   * @param args the root of the repository, where to write, and the version of Mermaid
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Source source = new Source(Path.of(args[0]).normalize(), Path.of(args[1]));
    source.writePages();
    source.writeMenu();
    source.copy(Source.class.getResourceAsStream("site.css"), STYLES);
    source.copy(Source.class.getResourceAsStream("diagrams.js"), DIAGRAMS);
    String mermaid = "/META-INF/resources/webjars/mermaid/" + args[2] + "/dist/mermaid.min.js";
    source.copy(Source.class.getResourceAsStream(mermaid), MERMAID);
  }

  private void writePages() throws IOException {
    for (Path page : new Docs(root).pages()) {
      Markdown markdown = new Markdown(root, page);
      write(target.resolve("markdown").resolve(markdown.path()), markdown.lines());
      quoted.addAll(markdown.quoted());
      for (Path picture : markdown.pictures()) {
        copy(Files.newInputStream(picture), root.relativize(picture).toString());
      }
    }
    for (Path file : quoted) {
      Path page = target.resolve("markdown").resolve(root.relativize(file) + ".md");
      write(page, Markdown.ofSource(file));
    }
  }

  private void writeMenu() throws IOException {
    try (InputStream frame = Source.class.getResourceAsStream("site.xml")) {
      String text = new String(frame.readAllBytes(), StandardCharsets.UTF_8);
      Menu menu = new Menu(Files.readAllLines(root.resolve("docs/README.md")));
      write(target.resolve("site.xml"), List.of(text.replace("<!-- menu -->", menu.xml())));
    }
  }

  private void copy(InputStream resource, String to) throws IOException {
    Path file = target.resolve("resources").resolve(to);
    Files.createDirectories(file.getParent());
    try (resource) {
      Files.write(file, resource.readAllBytes());
    }
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }
}
