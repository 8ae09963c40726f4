package org.dosync.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {

  private static final Row ON_17 = new Row("A 1.0", "4.0, Weld", "17", "all 14", "its own", "");

  @Test
  void aTableHasARowOfOneJdkOfSeveral() {
    assertThat(ON_17.isIn("#\n" + ON_17 + "\n#")).isTrue();
    assertThat(ON_17.isIn("| A 1.0 | 4.0, Weld | 17, 25 | all 14 | its own |  |")).isTrue();
    assertThat(ON_17.isIn("| A 1.0 | 4.0, Weld | 25 | all 14 | its own |  |")).isFalse();
    assertThat(ON_17.isIn("| A 1.0 | 4.0, Weld | 17 | all 14 | its own | much |")).isFalse();
    assertThat(ON_17.isIn("| A 1x0 | 4.0, Weld | 17 | all 14 | its own |  |")).isFalse();
  }
}
