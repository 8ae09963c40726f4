package org.dosync.mutants;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mutant that can't be made any more says what is to be done. */
class MutantTest {

  @TempDir private Path directory;

  @Test
  void aSnippetMustBeThere() {
    assertThatThrownBy(() -> Mutant.of("Commit").replace("no such code", ""))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Commit.java has no place like this", "no such code");
  }

  @Test
  void aSnippetMustBeThereOnce() {
    assertThatThrownBy(() -> Mutant.of("Commit").replace("return", ""))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("more than one place like this");
  }

  @Test
  void aMutantMustCompile() {
    assertThatThrownBy(
            () ->
                Mutant.of("Pins")
                    .replace("return used ? oldestInQueue() : NONE;", "return nothing;")
                    .run(directory, 1, MutantTest.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not compile");
  }
}
