package org.dosync.guard;

import static java.lang.System.Logger.Level.WARNING;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/** Installs the guard, once for a JVM. */
final class Installer {

  static final String GUARD = "java.lang.DosyncGuard";

  private final Instrumentation instrumentation;
  private final Settings settings;
  private final String how;
  private final Judge judge;
  private final Entrance entrance;
  private final DriverEntrance drivers;

  private Installer(Instrumentation instrumentation, Settings settings, String how) {
    this.instrumentation = instrumentation;
    this.settings = settings;
    this.how = how;
    this.judge = new Judge(settings);
    this.entrance = new Entrance(rows(settings));
    this.drivers =
        new DriverEntrance(entrance, DriverRows.of(settings.watchesJdbc(), settings.watchesJms()));
  }

  private static List<Row> rows(Settings settings) {
    List<Row> rows = new ArrayList<>(EntryPoints.OF_THE_JDK);
    rows.addAll(EntryPoints.ELSEWHERE);
    rows.add(EntryPoints.printing(settings.policy(Effect.CONSOLE) == Policy.DEFER));
    rows.addAll(settings.forbidden());
    return rows;
  }

  static void install(@Nullable String arguments, Instrumentation instrumentation, String how) {
    Settings settings = Settings.of(arguments);
    if (!settings.isOff() && find() == null) {
      new Installer(instrumentation, settings, how).install();
    }
  }

  /** The class in the JDK, or null if the guard is not there. */
  static @Nullable Class<?> find() {
    try {
      return Class.forName(GUARD, false, null);
    } catch (ClassNotFoundException notInstalled) {
      return null;
    }
  }

  private void install() {
    try {
      Class<?> guard = define();
      warmUp();
      instrumentation.addTransformer(entrance, true);
      instrumentation.addTransformer(drivers, true);
      instrumentation.retransformClasses(loaded());
      test(guard);
      install(guard, judge);
      tellWhatIsMissing();
    } catch (ReflectiveOperationException | IOException | UnmodifiableClassException e) {
      throw new IllegalStateException("The side-effect guard can't be installed", e);
    }
  }

  // ---- the class in the JDK

  private Class<?> define() throws IOException, ReflectiveOperationException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(Installer.class.getModule())),
        Set.of(),
        Map.of());
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
        .defineClass(renamed());
  }

  private static byte[] renamed() throws IOException {
    String from = InJdk.class.getName().replace('.', '/');
    try (InputStream in = Installer.class.getResourceAsStream("/" + from + ".class")) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(Objects.requireNonNull(in).readAllBytes())
          .accept(
              new ClassRemapper(
                  writer, new SimpleRemapper(Opcodes.ASM9, from, GuardedMethod.GUARD)),
              ClassReader.SKIP_DEBUG);
      return writer.toByteArray();
    }
  }

  private void install(
      Class<?> guard,
      BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> decides)
      throws ReflectiveOperationException {
    Supplier<Map<String, Object>> status = this::status;
    guard.getMethod("install", BiFunction.class, Supplier.class).invoke(null, decides, status);
  }

  // ---- the classes of the table

  private Class<?>[] loaded() {
    for (Row row : EntryPoints.OF_THE_JDK) {
      load(row.type());
    }
    return Arrays.stream(instrumentation.getAllLoadedClasses())
        .filter(type -> isMeant(type) && instrumentation.isModifiableClass(type))
        .toArray(Class<?>[]::new);
  }

  private boolean isMeant(Class<?> type) {
    return entrance.isFor(type) || drivers.isFor(type);
  }

  private void load(String type) {
    try {
      Class.forName(type, false, null);
    } catch (ClassNotFoundException e) {
      entrance.absent(type);
    }
  }

  // ---- tests

  /** The first effect must not have to load a class: it may be met where none can be loaded. */
  private void warmUp() {
    Function<String, BiConsumer<String, String>> nobody = effect -> (policy, operation) -> {};
    for (Effect effect : Effect.values()) {
      new Judge(settings).apply(nobody, new String[] {effect.name(), "warm-up"});
    }
    new Later(Runnable::run).accept(new PrintStream(OutputStream.nullOutputStream()), "warm-up");
    entrance.transform(null, null, null, null, new byte[0]);
  }

  /** A transaction that is none, and an effect on what no file can be: it must be told. */
  private void test(Class<?> guard) throws ReflectiveOperationException {
    List<String> told = new ArrayList<>();
    install(
        guard,
        (handler, hit) -> {
          told.add(hit[0]);
          return null;
        });
    Function<?, ?> handler = Function.identity();
    guard.getMethod("enter", Function.class).invoke(null, handler);
    try {
      new File("\0").setReadOnly();
    } finally {
      guard.getMethod("exit", Function.class).invoke(null, (Object) null);
    }
    if (!told.contains(Effect.FILE_WRITE.name())) {
      throw new IllegalStateException(
          "The side-effect guard is installed, but did not see the effect it was tested with");
    }
  }

  private void tellWhatIsMissing() {
    if (!entrance.missing().isEmpty()) {
      System.getLogger("org.dosync.guard")
          .log(
              WARNING,
              "Not guarded, since this JDK does not have it: " + new TreeSet<>(entrance.missing()));
    }
  }

  // ---- status

  private Map<String, Object> status() {
    return Map.of(
        "how", how,
        "guarded", List.copyOf(new TreeSet<>(entrance.woven())),
        "missing", List.copyOf(new TreeSet<>(entrance.missing())),
        "native", List.copyOf(new TreeSet<>(entrance.unreachable())),
        "counts", judge.counts());
  }
}
