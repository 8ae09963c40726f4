package org.dosync.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.dosync.probe.Databases;
import org.dosync.probe.Messages;
import org.dosync.probe.NotReaching;
import org.dosync.probe.Reaching;
import org.dosync.probe.Rows;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What leads to an effect is found, with its path; what does not is not. */
class ScanTest {

  private static final Path CLASSES = Forked.place(Rows.class);
  private static final Scan SCAN = scan("", CLASSES);

  @TempDir Path directory;

  private static Scan scan(String settings, Path... roots) {
    return Scan.of(List.of(roots), ScanTest.class.getClassLoader(), Settings.of(settings));
  }

  private static Stream<DynamicTest> each(Class<?> type, Consumer<List<Scan.Finding>> expected) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(
            method ->
                !method.isSynthetic()
                    && !method.getName().matches("effect|unused|throughWhatIsAlsoDoneOnce"))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
        .map(
            method ->
                dynamicTest(
                    method.getName(),
                    () ->
                        expected.accept(
                            SCAN.from(type.getName() + "#" + method.getName()).findings())));
  }

  @TestFactory
  Stream<DynamicTest> effectIsFoundThroughCallsOfEachKind() {
    return each(
        Reaching.class,
        found -> {
          assertThat(found).hasSize(1);
          assertThat(found.get(0).operation()).isEqualTo("java.io.File.delete");
          assertThat(found.get(0).effect()).isEqualTo("FILE_WRITE");
        });
  }

  @TestFactory
  Stream<DynamicTest> nothingIsFoundWhereNothingIs() {
    return each(NotReaching.class, found -> assertThat(found).isEmpty());
  }

  @Test
  void pathIsThatOfAStackTrace() {
    Scan.Finding found = SCAN.from(Reaching.class.getName() + "#throughTwo").findings().get(0);
    assertThat(found.transaction()).isEqualTo("Reaching.throughTwo");
    assertThat(found.path().stream().map(frame -> frame.replaceAll(":\\d+", "")))
        .containsExactly(
            "org.dosync.probe.Reaching.effect(Reaching.java)",
            "org.dosync.probe.Reaching.hidden(Reaching.java)",
            "org.dosync.probe.Reaching.throughPrivate(Reaching.java)",
            "org.dosync.probe.Reaching.throughTwo(Reaching.java)");
    assertThat(found.path()).allMatch(frame -> frame.matches(".*:\\d+\\)"));
  }

  @Test
  void pathIsAShortestOne() {
    assertThat(SCAN.from(Reaching.class.getName() + "#throughRecursion").findings().get(0).path())
        .hasSize(3);
  }

  @Test
  void bodiesAreTransactionsOfTheirOwn() {
    assertThat(SCAN.from(Reaching.class.getName()).findings())
        .extracting(Scan.Finding::transaction)
        .containsExactlyInAnyOrder(
            "Reaching.throughDosync",
            "Reaching.throughOptions",
            "Reaching.throughAlter",
            "Reaching.throughValidator",
            "Reaching.throughValidatorOfABuilder",
            "Reaching.throughNumber",
            "Reaching.throughCommutedNumber",
            "Reaching.throughValidatorOfANumber",
            "Reaching.throughValidatorOfABuilderOfANumber",
            "Reaching.throughValidatorOfAnyRef",
            "Reaching.throughValidatorOfAnyReference",
            "Reaching.throughSwap",
            "Reaching.throughMeta",
            "Reaching.throughMetaOfAnyReference",
            "Reaching.throughOrElse");
    assertThat(SCAN.from("org.dosync.none.").transactions()).isEmpty();
  }

  /** There it is not told of, for it happens once; here it is. */
  @Test
  void whatAStaticInitialiserDoesTooIsFound() {
    assertThat(SCAN.from(Reaching.class.getName() + "#throughWhatIsAlsoDoneOnce").findings())
        .extracting(Scan.Finding::operation)
        .containsExactlyInAnyOrder("java.io.File.delete", "java.lang.Thread.start");
  }

  @Test
  void methodThatIsNamedAsThatOfAClassLoaderIsNone() {
    assertThat(
            SCAN.from(Reaching.class.getName() + "#throughMethodThatIsNamedAsThatOfAClassLoader")
                .findings())
        .extracting(Scan.Finding::operation)
        .containsExactly("java.lang.Thread.start");
  }

  @Test
  void portForDatagramsIsOpened() {
    assertThat(SCAN.from(Reaching.class.getName() + "#throughPortForDatagrams").findings())
        .extracting(Scan.Finding::operation)
        .containsExactly("new java.net.DatagramSocket");
  }

  // ---- settings

  @Test
  void whatTheGuardLetsPassIsNotFound() {
    String place = Reaching.class.getName() + "#throughTwo";
    assertThat(scan("policy.file-write=allow", CLASSES).from(place).findings()).isEmpty();
    assertThat(
            scan("allow-inside=" + Reaching.class.getName() + "#hidden", CLASSES)
                .from(place)
                .findings())
        .isEmpty();
  }

  @Test
  void whatTheGuardDoesNotLookForIsNotFound() {
    assertThat(effects("")).contains("JDBC", "JMS");
    assertThat(effects("jdbc=off")).contains("JMS").doesNotContain("JDBC");
    assertThat(effects("jms=off")).contains("JDBC").doesNotContain("JMS");
  }

  private static Stream<String> effects(String settings) {
    return scan(settings, CLASSES)
        .from(Databases.class.getName() + "#allowed", Messages.class.getName() + "#main")
        .findings()
        .stream()
        .map(Scan.Finding::effect);
  }

  // ---- roots

  @Test
  void ofTwoClassesOfANameTheFirstIsScannedAsOnAClassPath() throws Exception {
    Path makes = classThatCalls("mkdir");
    Path deletes = classThatCalls("delete");
    assertThat(operations("A#a", makes, deletes)).containsExactly("java.io.File.mkdir");
    assertThat(operations("A#a", deletes, makes)).containsExactly("java.io.File.delete");
  }

  private Path classThatCalls(String method) throws Exception {
    Path root = Files.createDirectories(directory.resolve(method));
    String text = "class A { void a() { new java.io.File(\"\")." + method + "(); } }";
    compile(Files.writeString(root.resolve("A.java"), text));
    return root;
  }

  private static Stream<String> operations(String place, Path... roots) {
    return scan("", roots).from(place).findings().stream().map(Scan.Finding::operation);
  }

  private static void compile(Path source) {
    ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(compiler.run(System.out, System.err, source.toString())).isZero();
  }

  // ---- later Java

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void switchOnRecordsIsFollowed() throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Shapes.java"),
            """
            class Shapes {
              sealed interface Shape permits Circle, Square {}
              record Circle(double radius) implements Shape {}
              record Square(double side) implements Shape {
                public double side() {
                  new java.io.File("x").delete();
                  return side;
                }
              }
              double area(Shape shape) {
                return switch (shape) {
                  case Circle(double radius) when radius > 1 -> radius;
                  case Circle circle -> 0;
                  case Square(double side) -> side * side;
                };
              }
            }
            """);
    compile(source);
    assertThat(operations("Shapes#area", directory)).containsExactly("java.io.File.delete");
  }

  // ---- the program

  @Test
  void programPrintsWhatIsFoundAndFails() throws Exception {
    assertThat(program(CLASSES.toString(), "from=org.dosync.probe.Reaching#throughTwo"))
        .startsWith(
            "1 FILE_WRITE in transaction Reaching.throughTwo: java.io.File.delete\n"
                + "    at org.dosync.probe.Reaching.effect(Reaching.java:")
        .containsPattern(
            "\n1 side effects in 1 transactions of \\d+ classes \\(\\d+\\.\\d s\\)\n$");
  }

  @Test
  void programEndsWellIfNothingIsFound() {
    assertThat(program(CLASSES.toString(), "from=org.dosync.probe.NotReaching#values"))
        .startsWith("0 0 side effects in 1 transactions of ");
  }

  @Test
  void programSaysWhatIsWrong() {
    assertThat(program()).startsWith("2 java -cp ");
    assertThat(program("no/such/place")).startsWith("2 There is no no/such/place\njava -cp ");
  }

  @Test
  void programDoesNotEndWellWhereItHasScannedNothing() throws Exception {
    Files.writeString(directory.resolve("A.java"), "class A {}");
    assertThat(program(directory.toString())).startsWith("2 There is no class in " + directory);
    for (String place : List.of("com.acme.Typo", "com.acme.", "", Rows.class.getName() + "#nope")) {
      assertThat(program(CLASSES.toString(), "from=org.dosync.probe.Reaching:" + place))
          .isEqualTo("2 There is no transaction in " + place + "\n");
    }
  }

  @Test
  void programSaysInALineWhyItCannotScan() throws Exception {
    Path text = Files.writeString(directory.resolve("text.txt"), "text");
    assertThat(program(text.toString())).startsWith("2 Can't scan: ").contains(text.toString());
    Path file = directory.resolve("Foo.class");
    for (byte[] bytes : List.of(new byte[0], "junk, but long enough for a class".getBytes(UTF_8))) {
      Files.write(file, bytes);
      assertThat(program(directory.toString()))
          .startsWith("2 Can't scan: ")
          .contains(file.toString())
          .doesNotContain("\tat ");
      assertThatThrownBy(() -> scan("", directory)).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(
            Forked.plain(
                    "-Ddosync.guard.mode=foo",
                    "-cp",
                    Forked.AGENT.toString(),
                    Scan.class.getName(),
                    CLASSES.toString())
                .run(2))
        .singleElement()
        .asString()
        .startsWith("Can't scan: ")
        .contains("dosync.guard.mode=foo is none of ");
  }

  @Test
  void programThatLacksAClassEndsAsOneThatCannotScan() throws Exception {
    String withoutAsm = Forked.place(Scan.class).toString();
    assertThat(
            Forked.plain("-cp", withoutAsm, Scan.class.getName(), CLASSES.toString()).run(2).get(0))
        .startsWith("Can't scan: java.lang.NoClassDefFoundError: ");
  }

  @Test
  void consoleHasOtherDoors() throws Exception {
    String text = "class A { void a() { System.console().printf(\"x\"); } }";
    compile(Files.writeString(directory.resolve("A.java"), text));
    assertThat(operations("A#a", directory)).containsExactly("java.io.Console.printf");
  }

  @Test
  void rootMayBeALinkAndBeBelowAnyDirectory() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), CLASSES);
    assertThat(scan("", link).classes()).isEqualTo(SCAN.classes());
    Files.delete(link);
    Path below = Files.createDirectories(directory.resolve("META-INF/classes"));
    Files.write(below.resolve("Rows.class"), Files.readAllBytes(file(Rows.class)));
    assertThat(scan("", below).classes()).isEqualTo(1);
    assertThat(scan("", directory).classes()).isZero();
  }

  private static Path file(Class<?> type) {
    return CLASSES.resolve(type.getName().replace('.', '/') + ".class");
  }

  @Test
  void jarIsReadToo() throws Exception {
    Path jar = directory.resolve("classes.jar");
    ToolProvider jars = ToolProvider.findFirst("jar").orElseThrow();
    jars.run(System.out, System.err, "cf", jar.toString(), "-C", CLASSES.toString(), ".");
    assertThat(program(jar.toString(), "from=org.dosync.probe.Reaching#throughTwo"))
        .startsWith("1 FILE_WRITE in transaction Reaching.throughTwo");
  }

  @Test
  void jarOfTheAgentScansByItself() throws Exception {
    assertThat(Forked.plain("-cp", Forked.AGENT.toString(), Scan.class.getName(), "x").run(2))
        .contains("There is no x");
  }

  private static String program(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, UTF_8);
    int status = Report.print(List.of(arguments), out);
    return status + " " + bytes.toString(UTF_8).replace("\r", "");
  }
}
