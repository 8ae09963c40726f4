package org.dosync.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is woven, what is left as it was, and what fails the build. */
class DosyncPluginTest {

  private static final String IMPORTS =
      "import java.util.concurrent.*; import org.dosync.*; import org.dosync.cdi.*; ";

  @TempDir Path classes;

  /** Empty if it compiles. */
  private String compile(String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path file = Files.writeString(classes.resolve("A.java"), IMPORTS + source);
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "--release",
            "17",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    var files = compiler.getStandardFileManager(null, null, null);
    try (files) {
      compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file)).call();
    }
    return messages.toString();
  }

  private void weave() throws IOException {
    new Plugin.Engine.Default()
        .with(ClassFileLocator.ForClassLoader.of(getClass().getClassLoader()))
        .apply(classes.toFile(), classes.toFile(), new Plugin.Factory.Simple(new DosyncPlugin()));
  }

  private byte[] classFile() throws IOException {
    return Files.readAllBytes(classes.resolve("A.class"));
  }

  private void assertRefused(String source, String... mistakes) throws IOException {
    assertThat(compile(source)).doesNotContain("error:");
    assertThatThrownBy(this::weave)
        .satisfies(thrown -> assertThat(messages(thrown)).contains(mistakes));
  }

  private static String messages(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void weavingTwiceIsWeavingOnce() throws IOException {
    assertThat(compile("class A { @Dosync void run() {} @SideEffect static void go() {} }"))
        .isEmpty();
    byte[] plain = classFile();

    weave();
    byte[] once = classFile();
    weave();

    assertThat(once).isNotEqualTo(plain);
    assertThat(classFile()).isEqualTo(once);
  }

  @Test
  void whatHasNoBodyOrNoAnnotationStaysAsItWas() throws IOException {
    assertThat(compile("abstract class A { void run() {} @Dosync abstract void go(); }")).isEmpty();
    byte[] plain = classFile();

    weave();

    assertThat(classFile()).isEqualTo(plain);
  }

  @Test
  void annotationTypesStayAsTheyWere() throws IOException {
    assertThat(compile("@Dosync @interface A {}")).isEmpty();

    assertThatCode(this::weave).doesNotThrowAnyException();
  }

  @Test
  void constructorIsRefusedByTheCompiler() throws IOException {
    assertThat(compile("class A { @Dosync A() {} }")).contains("not applicable");
  }

  @Test
  void nativeMethod() throws IOException {
    assertRefused(
        "class A { @Dosync native void run(int number, String text); }",
        "A.run(int, String): a native method has no body that could be woven");
  }

  @Test
  void interfaceAsAWhole() throws IOException {
    assertRefused(
        "@Dosync interface A { default void run() {} }",
        "A: @Dosync or @SideEffect on an interface is not for the classes that implement it");
  }

  @Test
  void membersThatMakeNoSense() throws IOException {
    assertRefused(
        "class A {"
            + " @Dosync(maxRetries = -1) void run() {}"
            + " @Dosync(timeout = \"soon\") private void go() {}"
            + " @Dosync(timeout = \"{a.key:never}\") static void stay() {} }",
        "A.run(): @Dosync: maxRetries must be 0 or more, not -1",
        "A.go(): @Dosync: ",
        "\"soon\"",
        "A.stay(): @Dosync: ",
        "\"never\"");
  }

  @Test
  void memberThatOnlyTheConfigurationKnows() throws IOException {
    assertThat(compile("class A { @Dosync(timeout = \"{a.key}\") void run() {} }")).isEmpty();

    assertThatCode(this::weave).doesNotThrowAnyException();
  }

  @Test
  void transactionThatReturnsWhatIsNotThereYet() throws IOException {
    assertRefused(
        "class A { @Dosync CompletionStage<String> run() { return null; }"
            + " @Dosync private Promise<String> go() { return null; } }",
        "A.run(): a @Dosync method returns when it has committed, so it can't return a"
            + " CompletionStage: return the value, or add @Async",
        "A.go(): a @Dosync method returns when it has committed, so it can't return a Promise");
  }

  @Test
  void transactionOnAnotherThreadMayReturnIt() throws IOException {
    assertThat(compile("class A { @Async @Dosync Future<String> run() { return null; } }"))
        .isEmpty();

    assertThatCode(this::weave).doesNotThrowAnyException();
  }

  @Test
  void deferredMethodThatReturnsSomething() throws IOException {
    assertRefused(
        "class A { @SideEffect(Policy.DEFER) int run() { return 1; } }",
        "A.run(): a method with @SideEffect(DEFER) runs after its caller has gone on, so it can't"
            + " return int");
  }

  @Test
  void methodThatHasTheNameOfTheBody() throws IOException {
    assertRefused(
        "class A { @Dosync void run(int number) {} void dosync$run(int number) {}"
            + " @Dosync static void go() {} private static void dosync$go() {} }",
        "A.run(int): its body would go to dosync$run, which is there: rename that",
        "A.go(): its body would go to dosync$go, which is there: rename that");
  }

  @Test
  void methodBesideTheNameOfTheBody() throws IOException {
    assertThat(
            compile(
                "abstract class A { @Dosync void run(int number) {} void dosync$run() {}"
                    + " @Dosync abstract void go(); void dosync$go() {} }"))
        .isEmpty();

    assertThatCode(this::weave).doesNotThrowAnyException();
  }

  @Test
  void whatTheCompilerAddsToARecordStaysAsItWas() throws IOException {
    assertThat(compile("@Dosync record A(int number, Future<String> later) { void run() {} }"))
        .isEmpty();

    weave();

    assertThat(bodies()).containsExactly("dosync$run");
  }

  @Test
  void whatIsWrittenInARecordIsWoven() throws IOException {
    assertThat(
            compile(
                "@Dosync record A(Ref<Integer> number, @Dosync int other, int more) {"
                    + " public Ref<Integer> number() { number.deref(); return number; }"
                    + " public String toString() { return \"\" + number.deref(); }"
                    + " int more(int added) { return more + added; }"
                    + " int less() { return more; } }"))
        .isEmpty();

    weave();

    assertThat(bodies())
        .containsExactlyInAnyOrder(
            "dosync$number", "dosync$toString", "dosync$other", "dosync$more", "dosync$less");
  }

  @Test
  void whatAContainerCallsPastInterceptorsIsNotOfTheClass() throws IOException {
    assertThat(
            compile(
                "import jakarta.annotation.*; import jakarta.inject.*; import jakarta.interceptor.*;"
                    + " @Dosync @SideEffect class A { @PostConstruct void begin() {}"
                    + " @PreDestroy void end() {} @Inject void take(Runnable other) {}"
                    + " @AroundInvoke Object around(InvocationContext call) { return null; }"
                    + " @AroundConstruct void make(InvocationContext call) {} void run() {} }"))
        .isEmpty();

    weave();

    assertThat(bodies()).containsExactly("dosync$run");
  }

  private List<String> bodies() throws IOException {
    List<String> names = new ArrayList<>();
    new ClassReader(classFile())
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.startsWith(Weaving.PREFIX)) {
                  names.add(name);
                }
                return null;
              }
            },
            0);
    return names;
  }
}
