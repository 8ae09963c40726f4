package org.dosync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.translator.A4Solution;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dosync.model.Model.Change;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the models claim has no counterexample, and what they show can happen. Of several commands
 * with one name only the first is for each build, all of them are for {@code -Pmodel}.
 */
@Tag("once")
class ModelTest {

  private static final boolean ALL = Boolean.getBoolean("model.all");

  @TestFactory
  Stream<DynamicTest> whatIsClaimedHolds() {
    return Stream.of("commit", "pins", "clock", "waiting", "progress")
        .map(Model::of)
        .flatMap(ModelTest::commands);
  }

  private static Stream<DynamicTest> commands(Model model) {
    Set<String> labels = new HashSet<>();
    return model.commands().stream()
        .filter(command -> labels.add(command.label) || ALL)
        .map(command -> dynamicTest(model + ": " + command, () -> holds(model, command)));
  }

  private static void holds(Model model, Command command) {
    A4Solution solution = model.solve(command);
    assertThat(solution.satisfiable())
        .as(() -> command + "\n" + Model.describe(solution))
        .isEqualTo(!command.check);
  }

  @TestFactory
  Stream<DynamicTest> eachMutantHasItsCounterexample() {
    return Mutant.ALL.stream()
        .map(mutant -> dynamicTest(mutant.what(), () -> hasCounterexample(mutant)));
  }

  private static void hasCounterexample(Mutant mutant) {
    assertThat(Model.of(mutant.model(), mutant.changes()).solve(mutant.claim()).satisfiable())
        .as("%s: %s", mutant.what(), mutant.claim())
        .isTrue();
  }

  @Test
  void thePageTellsHowManyMutantsThereAre() {
    assertThat(Path.of(System.getProperty("test.root", "../.."), "docs", "model.md"))
        .content()
        .contains("`Mutant.java` has " + Mutant.ALL.size() + " mutants");
  }

  /** What the clock would be without marks, if commits did not rely on their numbers. */
  @Test
  void sharedStampsNeedNoMarkIfEachReadIsValidated() {
    Change sharesOwnStamps = new Change(Mutant.OWN_STAMP_IS_PAST_ALL, "some Time");
    Change validatesAlways = new Change("x in Sharing or follows[x] or", "x in Sharing or");
    A4Solution solution =
        Model.of("commit", List.of(sharesOwnStamps, validatesAlways))
            .solve(ALL ? "Opaque" : "StrictlySerializable");
    assertThat(solution.satisfiable()).as(() -> Model.describe(solution)).isFalse();
  }
}
