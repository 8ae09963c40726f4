package org.dosync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong in users' code: see the comment of this package. */
@Timeout(600)
class FaultsTest {

  /** Each fault at each point, in the profile {@code faults}; else a part of them. */
  private static final boolean ALL = Boolean.getBoolean("test.faults.all");

  static Set<String> programs() {
    return Program.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void nothingElseIsWrong(String name) {
    assertThat(new FaultCheck(name, Program.all().get(name), ALL, 20).findings()).isEmpty();
  }
}
