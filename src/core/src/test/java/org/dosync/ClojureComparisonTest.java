package org.dosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same stories, played in Clojure itself and in Dosync: they end the same, or there is a name
 * for why they do not.
 */
@Timeout(60)
class ClojureComparisonTest {

  static List<Scenario> scenarios() {
    return Stream.of(
            AtomScenarios.all(),
            ReferenceScenarios.all(),
            RefScenarios.all(),
            CommuteScenarios.all(),
            IsolationScenarios.all(),
            RaceScenarios.all(),
            DelayScenarios.all(),
            AgentScenarios.all(),
            FutureScenarios.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void inClojure(Scenario scenario) throws Throwable {
    assertThat(scenario.story().in(new ClojureModel())).isEqualTo(scenario.inClojure());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void inDosync(Scenario scenario) throws Throwable {
    assertThat(scenario.story().in(new DosyncModel())).isEqualTo(scenario.inDosync());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void inDosyncWithNumbersInLongRefs(Scenario scenario) throws Throwable {
    String told = scenario.story().in(new LongRefModel()).replace("#<LongRef@", "#<Ref@");
    assertThat(told).isEqualTo(scenario.inDosync());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsDifferExactlyWhereADeviationIsNamed(Scenario scenario) {
    assertThat(scenario.inClojure().equals(scenario.inDosync()))
        .isEqualTo(scenario.deviation() == null);
  }

  @Test
  void namesOfScenariosAreUnique() {
    assertThat(scenarios()).map(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void everyDeviationIsShownByAScenario() {
    Set<Deviation> shown =
        scenarios().stream()
            .map(Scenario::deviation)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Deviation.class)));

    assertThat(shown).containsExactlyInAnyOrder(Deviation.values());
  }
}
