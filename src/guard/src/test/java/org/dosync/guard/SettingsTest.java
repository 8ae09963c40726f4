package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.Effect;
import org.dosync.Policy;
import org.junit.jupiter.api.Test;

/** What settings mean. Those that make no sense are in {@link InstallTest}. */
class SettingsTest {

  private static final Path PAGE =
      Path.of(System.getProperty("test.root", "../.."), "docs", "guard.md");
  private static final Pattern CONSTANT = Pattern.compile("`([A-Z_]+)`");
  private static final Pattern KEY =
      Pattern.compile("^\\| `dosync\\.guard\\.([a-z.-]+)(<effect>)?`");

  /** The frame of a transaction that was woven is that of its body. */
  @Test
  void methodThatWasWovenIsAllowedByItsOwnName() {
    Settings settings = Settings.of("allow-inside=a.B#c");
    assertThat(settings.isAllowedInside("a.B", "c")).isTrue();
    assertThat(settings.isAllowedInside("a.B", "dosync$c")).isTrue();
    assertThat(settings.isAllowedInside("a.B", "d")).isFalse();
  }

  @Test
  void policiesAreThoseOfThePage() throws IOException {
    assertThat(policies(Settings.of(null))).isEqualTo(told(false));
    assertThat(policies(Settings.of("mode=strict"))).isEqualTo(told(true));
  }

  private static Map<Effect, Policy> policies(Settings settings) {
    Map<Effect, Policy> policies = new EnumMap<>(Effect.class);
    for (Effect effect : Effect.values()) {
      policies.put(effect, settings.policy(effect));
    }
    return policies;
  }

  /** The first column has the effects, the last one their policies: as usual, and if strict. */
  private static Map<Effect, Policy> told(boolean strict) throws IOException {
    Map<Effect, Policy> told = new EnumMap<>(Effect.class);
    for (String row : rows()) {
      List<String> policies = constants(row.substring(row.lastIndexOf('|', row.length() - 2)));
      if (!policies.isEmpty()) {
        String policy = policies.get(strict ? policies.size() - 1 : 0);
        constants(row.substring(0, row.indexOf('|', 1)))
            .forEach(effect -> told.put(Effect.valueOf(effect), Policy.valueOf(policy)));
      }
    }
    return told;
  }

  @Test
  void keysOfThePageAreKnown() throws IOException {
    Map<String, String> values =
        Map.of("mode", "warn", "warn.limit", "7", "jdbc", "off", "jms", "off");
    List<String> keys =
        rows().stream()
            .flatMap(row -> KEY.matcher(row).results())
            .map(key -> key.group(2) == null ? key.group(1) : key.group(1) + "http")
            .toList();

    assertThat(keys).hasSize(7);
    keys.forEach(
        key ->
            Settings.of(
                key
                    + "="
                    + values.getOrDefault(key, key.equals("policy.http") ? "warn" : "a.B#c")));
  }

  private static List<String> constants(String cell) {
    return CONSTANT.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines.filter(line -> line.startsWith("|")).toList();
    }
  }
}
