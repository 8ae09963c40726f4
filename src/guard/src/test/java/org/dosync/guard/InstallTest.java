package org.dosync.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.dosync.Transaction;
import org.dosync.probe.Failing;
import org.dosync.probe.StatusOfTheGuard;
import org.dosync.probe.Story;
import org.dosync.probe.TwoApplications;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it is built, in JVMs that get it in each of the ways there are. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
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
            "warn.limit=-3",
            "forbid=method",
            "forbid=app.Mail#")) {
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

  private static List<String> failing(String how, String then) throws Exception {
    return Forked.plain("-XX:+EnableDynamicAgentLoading")
        .library(Forked.AGENT)
        .library(ByteBuddyAgent.class)
        .run(Failing.class, how, then);
  }

  /** The class in the JDK can't be taken back, but there is no guard, and nothing is woven. */
  @ParameterizedTest
  @CsvSource({
    "nothing, did not see the effect it was tested with",
    "error, The side-effect guard can't be installed"
  })
  void failureLeavesNothing(String how, String message) throws Exception {
    assertThat(failing(how, "end"))
        .anyMatch(line -> line.startsWith("failed: ") && line.contains(message))
        .contains(
            "File: 2", // woven, and woven back
            "status: Status[installed=false, how=, guarded=[], missing=[], unseen=[], counts={}]",
            "guarded: false",
            "refused: false");
  }

  @Test
  void failureDoesNotKeepItFromBeingInstalledLater() throws Exception {
    assertThat(failing("error", "again"))
        .contains("installed: true", "guarded: true", "refused: true");
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    assertThat(
            Forked.guarded("forbid=java.io.File#noSuchMethod").run(Story.class, directory + "/no"))
        .anyMatch(line -> line.startsWith("WARNING: Not forbidden: java.io.File.noSuchMethod"));
  }

  private static List<String> applications(Path first, Path second) throws Exception {
    return Forked.guarded("policy.console=allow")
        .run(
            TwoApplications.class,
            first.toString(),
            second.toString(),
            Forked.place(Story.class).toString());
  }

  @Test
  void twoApplicationsHearOfTheirOwnTransactionsAndLeaveNothingBehind() throws Exception {
    Path dosync = Forked.place(Transaction.class);
    assertThat(applications(dosync, dosync))
        .containsExactly(
            "first: refused FILE_WRITE",
            "second: refused FILE_WRITE",
            "inner: refused FILE_WRITE",
            "second, in a transaction of first: refused FILE_WRITE",
            "left: 0");
  }

  /** One of them is of a version that does not know the effect, which the guard does. */
  @Test
  void twoVersionsOfDosyncHearOfTheirOwnTransactions() throws Exception {
    assertThat(applications(Forked.place(Transaction.class), olderVersion()))
        .containsExactly(
            "first: refused FILE_WRITE",
            "second: refused CUSTOM",
            "inner: refused CUSTOM",
            "second, in a transaction of first: refused FILE_WRITE",
            "left: 0");
  }

  private Path olderVersion() throws IOException {
    Path older = Files.copy(Forked.place(Transaction.class), directory.resolve("older.jar"));
    try (FileSystem jar = FileSystems.newFileSystem(older)) {
      Path effect = jar.getPath("org/dosync/Effect.class");
      Files.write(effect, withoutFileWrite(Files.readAllBytes(effect)));
    }
    return older;
  }

  /** The constant has another name. */
  private static byte[] withoutFileWrite(byte[] effect) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(effect)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(
                    api, super.visitMethod(access, name, descriptor, signature, thrown)) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    super.visitLdcInsn(value.equals("FILE_WRITE") ? "WRITES" : value);
                  }
                };
              }
            },
            0);
    return writer.toByteArray();
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
