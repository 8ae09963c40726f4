package org.dosync.model;

import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.ast.Module;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kodkod.engine.satlab.SATFactory;

/** One file of the model, as it is or changed. */
final class Model {

  private static final Pattern RELATION = Pattern.compile("this/\\w+<:(\\w+)=\\{(.*)}");
  private static final Pattern MOMENT = Pattern.compile("(.*?)(?:->)?Time\\$(\\d+)");

  private final String name;
  private final Module module;

  private Model(String name, String text) {
    this.name = name;
    String path = path(name);
    this.module =
        CompUtil.parseEverything_fromFile(A4Reporter.NOP, new HashMap<>(Map.of(path, text)), path);
  }

  static Model of(String name) {
    return new Model(name, text(name));
  }

  /** The same with texts replaced, each of which must be there once. */
  static Model of(String name, List<Change> changes) {
    String text = text(name);
    for (Change change : changes) {
      text = change.of(text);
    }
    return new Model(name, text);
  }

  record Change(String text, String replacement) {

    private String of(String model) {
      if (model.split(Pattern.quote(text), -1).length != 2) {
        throw new IllegalArgumentException("Not there once: " + text);
      }
      return model.replace(text, replacement);
    }
  }

  private static String path(String name) {
    try {
      return Path.of(Model.class.getResource(name + ".als").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String name) {
    try (InputStream file = Model.class.getResourceAsStream(name + ".als")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Command> commands() {
    return module.getAllCommands();
  }

  A4Solution solve(Command command) {
    A4Options options = new A4Options();
    options.solver = SATFactory.DEFAULT; // SAT4J, which is Java
    return TranslateAlloyToKodkod.execute_command(
        A4Reporter.NOP, module.getAllReachableSigs(), command, options);
  }

  /** The first command of this name. */
  A4Solution solve(String label) {
    return commands().stream()
        .filter(command -> command.label.equals(label))
        .findFirst()
        .map(this::solve)
        .orElseThrow();
  }

  /** What happens at which time, if there are times, and then all relations. */
  static String describe(A4Solution solution) {
    if (!solution.satisfiable()) {
      return "There is no instance.";
    }
    String all = solution.toString();
    return String.join("\n", all.lines().flatMap(Model::moments).sorted().toList()) + "\n\n" + all;
  }

  private static Stream<String> moments(String line) {
    Matcher relation = RELATION.matcher(line);
    return relation.matches()
        ? Stream.of(relation.group(2).split(", "))
            .map(MOMENT::matcher)
            .filter(Matcher::matches)
            .map(moment -> moment(relation.group(1), moment))
        : Stream.of();
  }

  private static String moment(String step, Matcher moment) {
    return "%3s %s %s".formatted(moment.group(2), step, moment.group(1).replace("->", " "));
  }

  @Override
  public String toString() {
    return name;
  }
}
