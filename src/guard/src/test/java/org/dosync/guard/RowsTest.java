package org.dosync.guard;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dosync.probe.Databases;
import org.dosync.probe.Drivers;
import org.dosync.probe.ManyThreads;
import org.dosync.probe.Messages;
import org.dosync.probe.Ports;
import org.dosync.probe.Rows;
import org.h2.Driver;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each effect is refused inside a transaction, by its exact name, and untouched outside. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class RowsTest {

  private static final String ALL =
      "policy.console=forbid,policy.file-read=forbid,policy.logging=forbid,policy.blocking=forbid,"
          + "forbid=org.dosync.probe.Named#sends";

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> onAPlatformThread() throws IOException, InterruptedException {
    return ofTheJdk(Forked.guarded(ALL).run(Rows.class, directory.toString()));
  }

  @TestFactory
  @EnabledForJreRange(min = JRE.JAVA_21)
  Stream<DynamicTest> onAVirtualThread() throws IOException, InterruptedException {
    return ofTheJdk(Forked.guarded(ALL).run(Rows.class, directory.toString(), "virtual"));
  }

  /** Classes that are loaded already are woven too. */
  @TestFactory
  Stream<DynamicTest> whenItIsAttached() throws IOException, InterruptedException {
    return ofTheJdk(Forked.plain().runAttached(ALL, Rows.class, directory.toString()));
  }

  @TestFactory
  @EnabledForJreRange(min = JRE.JAVA_21)
  Stream<DynamicTest> onAVirtualThreadWhenItIsAttached() throws IOException, InterruptedException {
    return ofTheJdk(Forked.plain().runAttached(ALL, Rows.class, directory.toString(), "virtual"));
  }

  @TestFactory
  Stream<DynamicTest> byTheManifestOfAnExecutableJar() throws IOException, InterruptedException {
    Forked forked = Forked.plain();
    for (String setting : ALL.split(",")) {
      forked.option("-Ddosync.guard." + setting);
    }
    return ofTheJdk(forked.runJar(directory.resolve("rows.jar"), Rows.class, directory.toString()));
  }

  /** What opens a port calls others that do, and so do compilers' bridges. */
  @Test
  void portIsToldOnceHoweverItIsOpened() throws IOException, InterruptedException {
    List<String> lines = Forked.guarded("mode=warn").run(Ports.class);
    assertThat(lines.stream().filter(line -> line.startsWith("NETWORK ")))
        .allMatch(line -> line.endsWith(": 1"))
        .hasSize(Ports.WAYS);
  }

  @TestFactory
  Stream<DynamicTest> inADatabase() throws IOException, InterruptedException {
    return tests(Forked.guarded(ALL).library(Driver.class).run(Databases.class)).stream();
  }

  @Test
  void databaseThatIsAllowedMayDoWhatItNeeds() throws IOException, InterruptedException {
    assertThat(
            Forked.guarded("policy.jdbc=allow")
                .library(Driver.class)
                .run(Databases.class, directory.toString()))
        .containsExactly("1", "end");
  }

  @Test
  void databaseIsNotLookedForIfThatIsTurnedOff() throws IOException, InterruptedException {
    assertThat(Forked.guarded("jdbc=off").library(Driver.class).run(Databases.class))
        .contains("Statement.execute\tJDBC\tNONE\t\tNONE");
  }

  /** A broker needs more than its own jar: it gets the class path of the tests. */
  private static Forked withABroker(String settings) {
    return Forked.guarded(settings).everything();
  }

  @TestFactory
  Stream<DynamicTest> inABroker() throws IOException, InterruptedException {
    return tests(withABroker(ALL).run(Messages.class, "rows")).stream();
  }

  @Test
  void brokerThatIsAllowedMayDoWhatItNeeds() throws IOException, InterruptedException {
    assertThat(withABroker("policy.jms=allow").run(Messages.class, "allowed"))
        .endsWith("true", "end");
  }

  @Test
  void brokerIsNotLookedForIfThatIsTurnedOff() throws IOException, InterruptedException {
    assertThat(withABroker("jms=off").run(Messages.class, "old"))
        .contains("javax: createConnection\tJMS\tNONE\t\tNONE");
  }

  /**
   * Whatever implements the interfaces of drivers, also under a name like the JDK's, or compiled
   * for Java 5: of each method it is known what it is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"driver", "com.sun.messaging", "javax.driver", "old"})
  void allMethodsOfDrivers(String place) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(place));
    arguments.addAll(Guarded.interfaces());
    assertThat(
            Forked.guarded(ALL).everything().run(Drivers.class, arguments.toArray(String[]::new)))
        .containsExactlyInAnyOrderElementsOf(Guarded.inDrivers());
  }

  @Test
  void whatBuildsAConnectionConnects() throws ClassNotFoundException {
    assertThat(Guarded.inDrivers())
        .contains(
            "java.sql.ConnectionBuilder build JDBC",
            "javax.sql.XAConnectionBuilder build JDBC",
            "javax.sql.PooledConnectionBuilder build JDBC");
  }

  /** Others' transactions must not cost a thread anything, and there may be many. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsTakeNoMoreMemoryThanWithoutIt() throws IOException, InterruptedException {
    assertThat(bytes(Forked.guarded(""))).isCloseTo(bytes(Forked.plain()), within(50));
  }

  private static int bytes(Forked forked) throws IOException, InterruptedException {
    // compiled code has smaller stacks, sooner or later
    return Integer.parseInt(forked.option("-Xint").run(ManyThreads.class, "20000").get(0));
  }

  /** A test for each row, and one that there is a row for all that is guarded. */
  private static Stream<DynamicTest> ofTheJdk(List<String> lines) {
    Set<String> told = rows(lines).stream().map(row -> row[3]).collect(toSet());
    return Stream.concat(
        tests(lines).stream(),
        Stream.of(
            dynamicTest(
                "nothing is left out", () -> assertThat(told).containsAll(Guarded.inThisJdk()))));
  }

  private static List<DynamicTest> tests(List<String> lines) {
    return rows(lines).stream().map(RowsTest::test).toList();
  }

  private static List<String[]> rows(List<String> lines) {
    assertThat(lines).last().isEqualTo("end");
    return lines.stream()
        .filter(line -> line.contains("\t"))
        .map(line -> line.split("\t"))
        .toList();
  }

  private static DynamicTest test(String... row) {
    return dynamicTest(
        row[0],
        () -> {
          assertThat(row[2]).as("inside").isEqualTo(row[1]);
          assertThat(row[4]).as("outside").isEqualTo("NONE");
        });
  }
}
