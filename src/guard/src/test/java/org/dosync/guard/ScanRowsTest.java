package org.dosync.guard;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.dosync.probe.Databases;
import org.dosync.probe.FileRows;
import org.dosync.probe.Named;
import org.dosync.probe.NetworkRows;
import org.dosync.probe.PathRows;
import org.dosync.probe.Rows;
import org.dosync.probe.ThreadRows;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The scan finds in the code of {@link Rows} what the agent sees when that runs: {@link RowsTest}.
 */
class ScanRowsTest {

  private static final String ALL =
      "policy.console=forbid,policy.file-read=forbid,policy.logging=forbid,policy.blocking=forbid,"
          + "forbid=org.dosync.probe.Named#sends";

  /**
   * What code does not tell: levels of a log, what a stream is on, where a transfer goes, and
   * reflection.
   */
  private static final Set<String> HIDDEN =
      Set.of(
          "Logger.fine",
          "standard output itself",
          "PrintStream on a file",
          "Thread.startVirtualThread",
          "FileChannel.transferTo a file",
          "FileInputStream.transferTo a file",
          "FileChannel.transferTo a socket",
          "FileChannel.transferFrom a socket",
          "Channels.newOutputStream",
          "Channels.newInputStream",
          "ForkJoinPool.lazySubmit",
          "ForkJoinPool.externalSubmit",
          "ForkJoinPool.invokeAllUninterruptibly",
          "ForkJoinPool.submitWithTimeout");

  /** One call of {@code row}, and the lambda that it is given. */
  private record Line(String name, String effect, String lambda, boolean isPrepared) {}

  @TestFactory
  Stream<DynamicTest> rowsOfTheJdk() throws IOException {
    return tests(Rows.class);
  }

  @TestFactory
  Stream<DynamicTest> rowsOfFiles() throws IOException {
    return tests(FileRows.class);
  }

  @TestFactory
  Stream<DynamicTest> rowsOfPaths() throws IOException {
    return tests(PathRows.class);
  }

  @TestFactory
  Stream<DynamicTest> rowsOfNetworks() throws IOException {
    return tests(NetworkRows.class);
  }

  @TestFactory
  Stream<DynamicTest> rowsOfThreads() throws IOException {
    return tests(ThreadRows.class);
  }

  @TestFactory
  Stream<DynamicTest> rowsOfDatabases() throws IOException {
    return tests(Databases.class);
  }

  private static Stream<DynamicTest> tests(Class<?> type) throws IOException {
    Application application =
        new Application(
            List.of(ScannedClass.read(bytes(type)), ScannedClass.read(bytes(Named.class))),
            ScanRowsTest.class.getClassLoader());
    List<Line> rows = rows(type);
    assertThat(rows).hasSizeGreaterThan(10);
    return rows.stream().map(row -> dynamicTest(row.name(), () -> check(row, application, type)));
  }

  private static void check(Line row, Application application, Class<?> type) {
    Set<String> effects = effects(row, application, type);
    if (HIDDEN.contains(row.name())) {
      assertThat(effects).as("a miss, or a false alarm").doesNotContain(row.effect());
    } else if (row.effect().equals("NONE")) {
      assertThat(effects).isEmpty();
    } else {
      assertThat(effects).contains(row.effect());
    }
  }

  private static Set<String> effects(Line row, Application application, Class<?> type) {
    ScannedMethod lambda = application.declared(type.getName().replace('.', '/'), row.lambda());
    return (row.isPrepared()
            ? lambda.handed().stream().map(op -> search(application).from(lambda, op))
            : Stream.of(search(application).from(lambda)))
        .flatMap(search -> search.findings().stream())
        .map(Scan.Finding::effect)
        .collect(toSet());
  }

  private static Search search(Application application) {
    Settings settings = Settings.of(ALL);
    return new Search(
        application,
        new KnownEffects(settings, application),
        new Contract(application),
        settings,
        "row");
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }

  private static List<Line> rows(Class<?> type) throws IOException {
    List<Line> rows = new ArrayList<>();
    new ClassReader(bytes(type))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new RowReader(rows);
              }
            },
            0);
    return rows;
  }

  private static final class RowReader extends MethodVisitor {

    private final List<Line> rows;
    private final List<String> texts = new ArrayList<>();
    private String lambda = "";

    RowReader(List<Line> rows) {
      super(Opcodes.ASM9);
      this.rows = rows;
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value instanceof String text) {
        texts.add(text);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... given) {
      if (given.length > 1 && given[1] instanceof Handle body) {
        lambda = body.getName() + body.getDesc();
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (name.equals("row") || name.equals("insideOnly")) {
        String effect = texts.get(texts.size() - 1);
        rows.add(new Line(texts.get(texts.size() - 2), effect, lambda, name.equals("row")));
      }
    }
  }

  // ---- names

  @Test
  void namesOfTheSurfaceAreThoseOfTheJdk() {
    List<String> unknown = new ArrayList<>();
    for (Row row : Surface.ROWS) {
      if (row.type().startsWith("java.") && !row.type().endsWith("Thread$Builder")) {
        row.methods().stream()
            .filter(name -> !isThere(row.type(), name))
            .forEach(name -> unknown.add(row.type() + "." + name));
      }
    }
    assertThat(unknown) // before 21, and before 25
        .isSubsetOf("java.lang.Thread.startVirtualThread", "java.lang.IO.print*");
  }

  @Test
  void allMethodsOfAFutureThatGoToAnotherThreadAreInTheSurface() {
    List<String> missing = new ArrayList<>();
    for (Method method : CompletableFuture.class.getMethods()) {
      if (method.getName().endsWith("Async") && !isHandOver(method)) {
        missing.add(method.getName());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isHandOver(Method method) {
    return Surface.ROWS.stream()
        .filter(row -> row.type().matches("java.util.concurrent.Complet(ableFuture|ionStage)"))
        .anyMatch(row -> row.names(method.getName(), Type.getMethodDescriptor(method)));
  }

  private static boolean isThere(String type, String method) {
    try {
      Class<?> found = Class.forName(type);
      return Stream.of(found.getMethods(), found.getConstructors())
          .flatMap(Arrays::stream)
          .anyMatch(one -> Row.isNamed(method, name(one), descriptor(one)));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String name(Executable one) {
    return one instanceof Method ? one.getName() : "<init>";
  }

  private static String descriptor(Executable one) {
    return one instanceof Method method
        ? Type.getMethodDescriptor(method)
        : Type.getConstructorDescriptor((Constructor<?>) one);
  }
}
