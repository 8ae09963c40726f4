package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What settings mean. Those that make no sense are in {@link InstallTest}. */
class SettingsTest {

  /** The frame of a transaction that was woven is that of its body. */
  @Test
  void methodThatWasWovenIsAllowedByItsOwnName() {
    Settings settings = Settings.of("allow-inside=a.B#c");
    assertThat(settings.isAllowedInside("a.B", "c")).isTrue();
    assertThat(settings.isAllowedInside("a.B", "dosync$c")).isTrue();
    assertThat(settings.isAllowedInside("a.B", "d")).isFalse();
  }
}
