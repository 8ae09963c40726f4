package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.dosync.Transaction;
import org.dosync.probe.StatusOfTheGuard;
import org.dosync.probe.Story;
import org.dosync.probe.TwoApplications;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is built, in JVMs that get it in each of the ways there are. */
@Timeout(180)
class InstallTest {

  private static final String REFUSED =
      "made: FILE_WRITE in transaction \"story\", try 1: "
          + "java.io.File.mkdir, called from org.dosync.probe.Story.";

  @TempDir Path directory;

  private void assertGuarded(List<String> lines) {
    assertThat(lines)
        .contains("in the transaction", "ref: 1", "guard: true")
        .anyMatch(line -> line.startsWith(REFUSED))
        .anyMatch(line -> line.contains("CONSOLE in transaction (unnamed)"));
    assertThat(directory.resolve("made")).doesNotExist();
  }

  private void assertNotGuarded(List<String> lines) {
    assertThat(lines).containsExactly("in the transaction", "made: yes", "ref: 2", "guard: false");
    assertThat(directory.resolve("made")).exists();
  }

  @Test
  void byTheCommandLine() throws Exception {
    assertGuarded(Forked.guarded("").run(Story.class, directory.toString()));
  }

  /** Without a word of the JVM, also on those that warn of agents that are attached. */
  @Test
  void byTheManifestOfAnExecutableJar() throws Exception {
    List<String> lines =
        Forked.plain().runJar(directory.resolve("story.jar"), Story.class, directory.toString());

    assertGuarded(lines);
    assertThat(lines).noneMatch(line -> line.contains("agent"));
  }

  @Test
  void byBeingAttachedBeforeTheFirstTransaction() throws Exception {
    assertGuarded(Forked.plain().runAttached("", Story.class, directory.toString()));
  }

  /** It is tested by an effect; JDK 25 takes a file without a name for the working directory. */
  @Test
  void withoutAnEffectOfItsOwn() throws Exception {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(directory);

    assertThat(Forked.guarded("").in(directory).run(StatusOfTheGuard.class)).isNotEmpty();

    assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(before);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void withoutIt() throws Exception {
    assertNotGuarded(Forked.plain().run(Story.class, directory.toString()));
  }

  /** It needs java.instrument, as all agents do, and no other module. */
  @Test
  @Tag("long")
  void inAnImageWithTwoModules() throws Exception {
    Path image = directory.resolve("image");
    String jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
    Process process =
        new ProcessBuilder(jlink, "--add-modules", "java.instrument", "--output", image.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();

    assertGuarded(
        Forked.of(image, "-javaagent:" + Forked.AGENT).run(Story.class, directory.toString()));
    assertThat(Forked.of(image, "-javaagent:" + Forked.AGENT).run(StatusOfTheGuard.class))
        .contains("missing: []");
  }

  @Test
  void turnedOff() throws Exception {
    assertNotGuarded(
        Forked.guarded("")
            .option("-Ddosync.guard.mode=off")
            .run(Story.class, directory.toString()));
  }

  @Test
  void onlyWarning() throws Exception {
    assertThat(Forked.guarded("mode=warn").run(Story.class, directory.toString()))
        .contains("made: yes", "ref: 2")
        .anyMatch(line -> line.contains("WARNING: FILE_WRITE in transaction \"story\""));
  }

  @Test
  void allowedInsideAClass() throws Exception {
    assertThat(
            Forked.guarded("allow-inside=org.dosync.probe.Story,policy.console=allow")
                .run(Story.class, directory.toString()))
        .containsExactly("in the transaction", "made: yes", "ref: 2", "guard: true");
  }

  @Test
  void settingThatMakesNoSenseStopsTheJvmWithAWord() {
    for (String wrong :
        List.of(
            "policy.console=perhaps",
            "policy.network=defer",
            "polcy.console=warn",
            "mode",
            "warn.limit=many",
            "forbid=method")) {
      assertThatThrownBy(() -> Forked.guarded(wrong).run(Story.class, directory.toString()))
          .as(wrong)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("IllegalArgumentException")
          .hasMessageContaining(wrong.substring(0, 4));
    }
  }

  @Test
  void propertyThatIsNoneStopsItToo() throws Exception {
    assertThatThrownBy(
            () ->
                Forked.guarded("")
                    .option("-Ddosync.guard.polcy.console=warn")
                    .run(Story.class, directory.toString()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("There is no dosync.guard.polcy.console");
    assertGuarded(
        Forked.guarded("")
            .option("-Ddosync.guard.required=true")
            .run(Story.class, directory.toString()));
  }

  @Test
  void statusTellsWhatItDoesAndHasSeen() throws Exception {
    List<String> lines = Forked.guarded("").run(StatusOfTheGuard.class);

    assertThat(lines)
        .contains("before: false []", "how: premain", "missing: []")
        .anyMatch(line -> line.startsWith("guarded: ") && line.contains("java.io.File,"))
        .anyMatch(line -> line.matches("count: FILE_WRITE org\\.dosync\\.probe\\..*=3"));
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    assertThat(
            Forked.guarded("forbid=java.io.File#noSuchMethod").run(Story.class, directory + "/no"))
        .anyMatch(line -> line.startsWith("WARNING: Not guarded") && line.contains("noSuchMethod"));
  }

  @Test
  void twoApplicationsHearOfTheirOwnTransactionsAndLeaveNothingBehind() throws Exception {
    assertThat(
            Forked.guarded("policy.console=allow")
                .run(
                    TwoApplications.class,
                    Forked.place(Transaction.class).toString(),
                    Forked.place(Story.class).toString()))
        .containsExactly(
            "first: refused",
            "second: refused",
            "inner: refused",
            "second, in a transaction of first: refused",
            "left: 0");
  }

  @Test
  void jarIsOneAndBringsNothingUnderANameOfOthers() throws IOException {
    try (JarFile jar = new JarFile(Forked.AGENT.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String name : List.of("Premain-Class", "Agent-Class", "Launcher-Agent-Class")) {
        assertThat(manifest.getValue(name)).isEqualTo(GuardAgent.class.getName());
      }
      assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
          .allMatch(name -> name.startsWith("org/dosync/guard/"));
    }
    assertThat(Files.size(Forked.AGENT)).isLessThan(300_000);
  }
}
