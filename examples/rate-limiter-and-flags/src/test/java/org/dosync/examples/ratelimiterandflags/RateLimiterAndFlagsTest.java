package org.dosync.examples.ratelimiterandflags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.dosync.Futures;
import org.dosync.InvalidStateException;
import org.dosync.cdi.DosyncExtension;
import org.dosync.examples.Readme;
import org.dosync.junit.DosyncTest;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No more are admitted than the settings say, and wrong settings change nothing. */
class RateLimiterAndFlagsTest {

  @Test
  void itsReadmeIsTrue() throws Exception {
    Readme.of(Main.class).assertTrue();
  }

  @Test
  void aNewWindowBeginsWhenTheOldOneIsOver() {
    Instant now = Instant.EPOCH;
    Window first = new Window(Instant.MIN, 0).admit(now, 1);

    assertThat(first.admit(now.plus(Window.LENGTH), 1)).isSameAs(first);
    assertThat(first.admit(now.plus(Window.LENGTH).plusNanos(1), 1).admitted()).isEqualTo(1);
  }

  @Nested
  @DosyncTest
  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses({Configuration.class, Flags.class, RateLimiter.class})
  class Beans {

    @TempDir Path directory;

    @Inject Configuration configuration;
    @Inject Flags flags;
    @Inject RateLimiter limiter;

    @Test
    void noMoreAreAdmittedThanTheSettingsSay() throws IOException {
      load("limit=3");
      assertThat(admitted()).isEqualTo(3);
      load("limit=5");
      assertThat(admitted()).isEqualTo(2);
      load("limit=2");
      assertThat(admitted()).isZero();
    }

    @Test
    void flagsAreSwitched() throws IOException {
      load("limit=1", "flags=search");
      assertThat(flags.isOn("search")).isTrue();
      load("limit=1", "flags=dark-mode");
      assertThat(flags.isOn("search")).isFalse();
    }

    @Test
    void settingsThatAreWrongChangeNothing() throws IOException {
      load("limit=1", "flags=search");
      assertThatThrownBy(() -> load("limit=0", "flags=")).isInstanceOf(InvalidStateException.class);
      assertThat(flags.isOn("search")).isTrue();
    }

    private void load(String... lines) throws IOException {
      configuration.load(Files.write(directory.resolve("settings"), List.of(lines)));
    }

    private long admitted() {
      List<Boolean> answers =
          Futures.map(Collections.nCopies(50, limiter), RateLimiter::admits).deref();
      return answers.stream().filter(admitted -> admitted).count();
    }
  }
}
