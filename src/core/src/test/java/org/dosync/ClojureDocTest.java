package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import clojure.java.api.Clojure;
import clojure.lang.Var;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tables of docs/clojure.md say what is so. */
@Timeout(30)
class ClojureDocTest {

  private static final Path PAGE =
      Path.of(System.getProperty("test.root", "../.."), "docs", "clojure.md");
  private static final List<String> NAMES = List.of("## Names", "## Names without a counterpart");
  private static final String FOR_THREADS =
      "atom swap! swap-vals! reset! reset-vals! compare-and-set!"
          + " ref ref-set alter commute ensure dosync sync io!"
          + " ref-history-count ref-min-history ref-max-history"
          + " agent send send-off send-via set-agent-send-executor! set-agent-send-off-executor!"
          + " await await-for await1 agent-error agent-errors clear-agent-errors restart-agent"
          + " set-error-handler! error-handler set-error-mode! error-mode shutdown-agents"
          + " release-pending-sends *agent*"
          + " future future-call future-cancel future-cancelled? future-done? future?"
          + " promise deliver deref realized? delay force delay?"
          + " add-watch remove-watch set-validator! get-validator meta alter-meta! reset-meta!"
          + " locking volatile! volatile? vswap! vreset! pmap pcalls pvalues binding bound-fn"
          + " tap> add-tap remove-tap seque";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern METHOD = Pattern.compile("[A-Z]\\w*\\.[a-z]\\w*");

  @Test
  void deviationsAreThoseThatTheComparisonFound() throws IOException {
    List<String> known =
        Arrays.stream(Deviation.values()).map(each -> each.title() + ": " + each.reason()).toList();
    List<String> told =
        table("## Deviations").stream().map(row -> row.get(0) + ": " + row.get(3)).toList();

    assertThat(told).isEqualTo(known);
  }

  @Test
  void namesOfClojureExist() throws IOException {
    for (String heading : NAMES) {
      assertThat(table(heading).stream().flatMap(row -> code(row.get(0))))
          .isNotEmpty()
          .filteredOn(name -> !name.equals("@"))
          .allSatisfy(ClojureDocTest::isInClojure);
    }
  }

  @Test
  void allThatClojureHasForThreadsIsThere() throws IOException {
    List<String> told = new ArrayList<>();
    for (String heading : NAMES) {
      table(heading).stream().flatMap(row -> code(row.get(0))).forEach(told::add);
    }

    assertThat(told).doesNotHaveDuplicates().contains(FOR_THREADS.split("\\s+"));
  }

  private static void isInClojure(String name) {
    assertThat(((Var) Clojure.var("clojure.core", name)).isBound()).as(name).isTrue();
  }

  @Test
  void methodsOfDosyncExist() throws IOException {
    List<List<String>> rows = new ArrayList<>(table("## Names"));
    rows.addAll(table("## What Clojure does not have"));
    rows.addAll(table("## at-at and Bonney"));
    List<String> methods =
        rows.stream()
            .flatMap(List::stream)
            .flatMap(ClojureDocTest::code)
            .filter(name -> METHOD.matcher(name).matches())
            .toList();

    assertThat(methods)
        .contains("Atom.swap", "Ref.alter", "Scheduler.every")
        .allSatisfy(ClojureDocTest::isInDosync);
  }

  private static void isInDosync(String name) throws ClassNotFoundException {
    String[] parts = name.split("\\.");
    Class<?> type = Class.forName("org.dosync." + parts[0]);
    assertThat(type.getMethods()).extracting("name").as(name).contains(parts[1]);
  }

  @Test
  void everyNameHasAMethod() throws IOException {
    assertThat(table("## Names")).allSatisfy(row -> assertThat(row.get(1)).matches("`[A-Z].*"));
  }

  private static Stream<String> code(String cell) {
    return CODE.matcher(cell).results().map((MatchResult found) -> found.group(1));
  }

  /** The rows of the table under a heading, without its head. */
  private static List<List<String>> table(String heading) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    return lines.stream()
        .skip(lines.indexOf(heading) + 1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(row -> Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
