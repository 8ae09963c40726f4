package org.dosync.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dosync.Transaction;
import org.dosync.cdi.Dosync;
import org.dosync.cdi.DosyncExtension;
import org.dosync.guard.GuardAgent;
import org.jboss.weld.junit5.auto.AddBeanClasses;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** How the guard comes into a JVM, or does not: each in one of its own. */
class GuardInForkTest {

  private static final String ABSENT = "dosync-guard is not on the class path of the tests";

  private static final String WARNING = "A Java agent has been loaded dynamically";

  @DosyncTest
  static class Guarded {
    @Test
    void writes() {
      Transaction.dosync(() -> new File("\0").setReadOnly());
    }
  }

  @DosyncTest(guard = false)
  static class Unguarded {
    @Test
    void writes() {
      Transaction.dosync(() -> new File("\0").setReadOnly());
    }
  }

  @DosyncTest
  static class Asking {
    @Test
    void asks() {
      assertThat(Transaction.isGuarded()).isFalse();
    }
  }

  @ApplicationScoped
  static class Bean {
    @Dosync
    String run() {
      return "run";
    }
  }

  @EnableAutoWeld
  @AddExtensions(DosyncExtension.class)
  @AddBeanClasses(Bean.class)
  @DosyncTest
  static class Deployed {
    @Inject Bean bean;

    @Test
    void runs() {
      assertThat(bean.run()).isEqualTo("run");
    }
  }

  /** Runs test classes, and prints what fails. */
  static final class Main {
    public static void main(String[] names) throws ClassNotFoundException {
      for (String name : names) {
        System.out.println(name + ": " + Tests.failures(Class.forName(name)));
      }
    }
  }

  private static List<String> run(boolean withGuard, Class<?>[] tests, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(withGuard), Main.class.getName()));
    Arrays.stream(tests).map(Class::getName).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static String classPath(boolean withGuard) throws URISyntaxException {
    Path guard =
        Path.of(GuardAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> withGuard || !Path.of(entry).equals(guard))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Class<?>[] of(Class<?>... tests) {
    return tests;
  }

  @Test
  void withoutTheJarTheLogTellsOnce() throws Exception {
    assertThat(run(false, of(Guarded.class, Asking.class)))
        .contains(Guarded.class.getName() + ": []", Asking.class.getName() + ": []")
        .filteredOn(line -> line.contains(ABSENT))
        .singleElement()
        .asString()
        .startsWith("INFO: ");
  }

  @Test
  void applicationThatRequiresItIsDeployedWithItAlone() throws Exception {
    String required = "-Ddosync.guard.required=true";
    assertThat(run(true, of(Deployed.class), required)).contains(Deployed.class.getName() + ": []");
    assertThat(run(false, of(Deployed.class), required))
        .anyMatch(line -> line.contains("DOSYNC-030 dosync.guard.required"))
        .doesNotContain(Deployed.class.getName() + ": []");
  }

  @Test
  void jvmThatLetsNoAgentInIsToldOf() throws Exception {
    assertThat(run(true, of(Guarded.class, Unguarded.class), "-XX:+DisableAttachMechanism"))
        .contains(Unguarded.class.getName() + ": []")
        .anyMatch(line -> line.contains("This JVM lets no agent in. Start it with -javaagent:"));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void newerJvmsWarnUnlessTheyAreToldThatItIsMeant() throws Exception {
    assertThat(run(true, of(Guarded.class)))
        .anyMatch(line -> line.contains("FILE_WRITE in transaction"))
        .anyMatch(line -> line.contains(WARNING));
    assertThat(run(true, of(Guarded.class), "-XX:+EnableDynamicAgentLoading"))
        .anyMatch(line -> line.contains("FILE_WRITE in transaction"))
        .noneMatch(line -> line.contains("WARNING"));
  }

  @Test
  void guardThatIsTurnedOffByItsPropertyGuardsNothing() throws Exception {
    assertThat(run(true, of(Guarded.class, Asking.class), "-Ddosync.guard.mode=off"))
        .contains(Guarded.class.getName() + ": []", Asking.class.getName() + ": []");
  }
}
