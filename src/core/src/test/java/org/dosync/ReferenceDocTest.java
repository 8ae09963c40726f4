package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/reference.md and docs/observability.md have all options, exceptions and events. */
class ReferenceDocTest {

  private static final Path DOCS = Path.of(System.getProperty("test.root", "../.."), "docs");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");
  private static final Pattern EXCEPTION =
      Pattern.compile("(?m)^org\\.dosync\\.(\\w+Exception): public (?!abstract)");

  @ParameterizedTest
  @ValueSource(
      classes = {
        TransactionOptions.class,
        Reference.Builder.class,
        TransactionalRef.Builder.class,
        Agent.Builder.class,
        DosyncRuntime.Builder.class,
        JobOptions.class
      })
  void everyOptionHasARow(Class<?> type) throws IOException {
    List<String> options =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> isOption(method, type))
            .map(Method::getName)
            .toList();

    assertThat(options).isNotEmpty();
    assertThat(rows("reference.md")).extracting(row -> code(row.get(0))).containsAll(options);
  }

  /** It returns what can take the next option. */
  private static boolean isOption(Method method, Class<?> type) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && !Modifier.isStatic(method.getModifiers())
        && method.getReturnType().isAssignableFrom(type)
        && method.getReturnType() != Object.class;
  }

  @Test
  void everyExceptionHasARow() throws IOException {
    List<String> exceptions =
        EXCEPTION
            .matcher(Files.readString(DOCS.resolve("api.txt")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(exceptions).hasSizeGreaterThan(10);
    assertThat(rows("reference.md")).extracting(row -> code(row.get(0))).containsAll(exceptions);
  }

  @Test
  void defaultsAreAsTheyAreTold() throws IOException {
    assertThat(defaultOf("capacity")).isEqualTo(String.format("%,d", Agent.CAPACITY));
    assertThat(defaultOf("maxRetries")).isEqualTo("10,000");
    assertThat(defaultOf("errorMode")).startsWith("`" + Agent.of(0).errorMode() + "`");
  }

  private static String defaultOf(String option) throws IOException {
    return rows("reference.md").stream()
        .filter(row -> option.equals(code(row.get(0))))
        .map(row -> row.get(2))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TransactionEvent.class,
        RetryEvent.class,
        AgentActionEvent.class,
        JobEvent.class,
        SideEffectEvent.class
      })
  void everyEventHasItsThresholdAndItsFields(Class<? extends Event> type) throws IOException {
    String name = type.getAnnotation(Name.class).value();
    List<String> row =
        rows("observability.md").stream()
            .filter(each -> each.get(0).equals("`" + name + "`"))
            .findFirst()
            .orElseThrow();

    Threshold threshold = type.getAnnotation(Threshold.class);
    assertThat(row.get(2)).isEqualTo(threshold == null ? "always" : threshold.value());
    assertThat(CODE.matcher(row.get(3)).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(fields(type));
  }

  private static List<String> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(Label.class)) // the JVM adds others
        .map(Field::getName)
        .toList();
  }

  private static String code(String cell) {
    return cell.replace("`", "");
  }

  private static List<List<String>> rows(String page) throws IOException {
    try (Stream<String> lines = Files.lines(DOCS.resolve(page))) {
      return lines
          .filter(line -> line.startsWith("|"))
          .map(row -> Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList())
          .toList();
    }
  }
}
