package org.dosync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page of the docs, whose pictures are files. */
final class Markdown implements Medium {
  private final Path folder;

  /** How many parts there are so far: each JDK's pictures have names of their own. */
  private int parts;

  /** With a folder beside the page, where its pictures go. */
  Markdown(Path folder) {
    this.folder = folder;
  }

  @Override
  public String page(String title, String body) {
    String origin = paragraph("Made by [one command](benchmarks-report.md), not by hand.");
    return heading(1, title).strip() + "\n" + origin + body;
  }

  @Override
  public String heading(int level, String text) {
    if (level == 2) {
      parts++;
    }
    return "\n" + "#".repeat(level) + " " + text + "\n";
  }

  @Override
  public String paragraph(String text) {
    return "\n" + text + "\n";
  }

  @Override
  public String list(List<Item> items) {
    return items.stream().map(Markdown::item).collect(Collectors.joining("", "\n", ""));
  }

  private static String item(Item item) {
    String subject = item.subject().isEmpty() ? "" : "**" + item.subject() + "** ";
    return "- " + subject + item.text() + "\n";
  }

  @Override
  public String pictures(List<Picture> pictures) {
    return pictures.stream().map(this::picture).collect(Collectors.joining("\n", "\n", ""));
  }

  private String picture(Picture picture) {
    String name = picture.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String file = name + "-" + parts + ".svg";
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), Svg.onWhite(picture.svg()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String caption = picture.caption().isEmpty() ? "" : "\n" + picture.caption() + "\n";
    return "![%s](%s/%s)\n".formatted(picture.name(), folder.getFileName(), file) + caption;
  }

  @Override
  public String table(List<String> head, List<List<String>> lines) {
    String rows = lines.stream().map(Markdown::row).collect(Collectors.joining());
    return "\n" + row(head) + row(Collections.nCopies(head.size(), "--:")) + rows;
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
