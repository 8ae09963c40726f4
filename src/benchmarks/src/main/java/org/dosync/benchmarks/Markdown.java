package org.dosync.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page of the docs, whose pictures are files. */
final class Markdown implements Medium {
  private final Path folder;

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
    return "\n" + "#".repeat(level) + " " + plain(text) + "\n";
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
    String subject = item.subject().isEmpty() ? "" : "**" + plain(item.subject()) + "** ";
    return "- " + subject + plain(item.text()) + "\n";
  }

  @Override
  public String pictures(List<Picture> pictures) {
    return pictures.stream().map(this::picture).collect(Collectors.joining("\n", "\n", ""));
  }

  private String picture(Picture picture) {
    String name = picture.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String file = name + ".svg";
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(file), Svg.onWhite(picture.svg()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String caption = picture.caption().isEmpty() ? "" : "\n" + plain(picture.caption()) + "\n";
    return "![%s](%s/%s)\n".formatted(picture.name(), folder.getFileName(), file) + caption;
  }

  @Override
  public String table(List<String> head, List<List<String>> lines) {
    String rows = lines.stream().map(Markdown::row).collect(Collectors.joining());
    List<String> alignment = head.stream().map(Markdown::alignment).toList();
    return "\n" + row(head) + row(alignment) + rows;
  }

  private static String alignment(String column) {
    return column.matches("workload|system") ? ":--" : "--:";
  }

  /** One line, and nothing in it means more than it is. */
  private static String plain(String text) {
    return text.replaceAll("\\s*\\n\\s*", " ").replace("<", "&lt;").replaceAll("[*|\\[]", "\\\\$0");
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
