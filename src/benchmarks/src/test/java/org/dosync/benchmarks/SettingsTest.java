package org.dosync.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class SettingsTest {
  private static final Trial COMMUTE = Trial.of(Commute.class, 1);
  private static final Trial SENDS = new Trial(SendsToAll.class, 1, 1);

  @Test
  void theShortFormHasEveryRowWithATarget() {
    List<Row> rows = Settings.parse().rows();
    assertTrue(Row.ALL.stream().filter(row -> !row.targets().isEmpty()).allMatch(rows::contains));
  }

  @Test
  void theLongFormHasEveryRow() {
    assertEquals(Row.ALL, Settings.parse("--full").rows());
  }

  @Test
  void optionsChooseWhatIsMeasured() {
    Settings settings =
        Settings.parse("--workload", "COMMUTE", "--systems", "Dosync,Lock", "--forks", "2");
    assertEquals(List.of("commute"), settings.rows().stream().map(Row::name).toList());
    assertEquals(List.of("Dosync", "Lock"), settings.systems(COMMUTE));
    assertEquals(2, settings.forks());
  }

  @Test
  void narayanaIsMeasuredByOneThread() {
    Settings all = Settings.parse();
    assertTrue(all.systems(COMMUTE).contains("Narayana"));
    for (Trial other : List.of(Trial.of(Commute.class, 2), Trial.of(Travel.class, 1), SENDS)) {
      assertFalse(all.systems(other).contains("Narayana"), other::toString);
    }
  }

  @Test
  void aRowIsMeasuredOnTheChosenSystemsThatKnowIt() {
    Settings settings = Settings.parse("--systems", "Clojure,Pekko,Scala");
    assertEquals(List.of("Clojure", "Scala"), settings.systems(COMMUTE));
    assertEquals(List.of("Clojure", "Pekko"), settings.systems(SENDS));
    assertEquals(List.of("Clojure"), settings.systems(Trial.of(OneFuture.class, 1)));
    assertTrue(
        Settings.parse("--systems", "Pekko").rows().stream()
            .allMatch(row -> row.trial().kind() == Kind.AGENTS));
  }

  @Test
  void aWrongOptionIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Settings.parse("--fast"));
    assertThrows(IllegalArgumentException.class, () -> Settings.parse("--gc"));
    assertThrows(IllegalArgumentException.class, () -> Settings.parse("--java", "src"));
    assertThrows(IllegalArgumentException.class, () -> Settings.parse("--systems", "Dosink"));
  }
}
