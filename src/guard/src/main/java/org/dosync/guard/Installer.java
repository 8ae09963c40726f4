package org.dosync.guard;

import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Installs the guard, once for a JVM, and tells what became of it. Every start of a JVM pays for
 * this, so it has no lambdas and no streams: the first of them in a JVM costs as much as all else.
 */
final class Installer implements Supplier<Map<String, Object>> {

  static final String GUARD = "java.lang.DosyncGuard";

  /**
   * Where the tests have found every row. On others all classes are loaded at once, to tell what is
   * missing; here, only when the status is asked for.
   */
  private static final Set<Integer> KNOWN = Set.of(17, 25);

  private static final int JDK = Runtime.version().feature();

  /** Brought {@code Thread.threadId()}. */
  private static final int THREAD_ID = 19;

  /** Not by its class, which would be loaded for nothing. */
  private static final String IN_JDK = "InJdk";

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
    List<Row> rows = new ArrayList<>(settings.forbidden()); // what is named goes before the table
    rows.addAll(EntryPoints.OF_THE_JDK);
    rows.addAll(EntryPoints.since17(JDK));
    rows.addAll(EntryPoints.ELSEWHERE);
    rows.add(EntryPoints.printing(settings.policy(Effect.CONSOLE) == Policy.DEFER));
    return rows;
  }

  static void install(@Nullable String arguments, Instrumentation instrumentation, String how) {
    Settings settings = Settings.of(arguments);
    if (!settings.isOff() && !isInstalled()) {
      new Installer(instrumentation, settings, how).install();
    }
  }

  private static boolean isInstalled() {
    return Guard.installed() != null;
  }

  /** The class in the JDK, or null if nobody has tried to install the guard. */
  static @Nullable Class<?> find() {
    try {
      return Class.forName(GUARD, false, null);
    } catch (ClassNotFoundException notInstalled) {
      return null;
    }
  }

  private void install() {
    try {
      Class<?> leftByAFailure = find();
      install(leftByAFailure == null ? define() : leftByAFailure);
      tellWhatIsMissing();
    } catch (ReflectiveOperationException | IOException | UnmodifiableClassException e) {
      throw new IllegalStateException("The side-effect guard can't be installed", e);
    }
  }

  private void install(Class<?> guard)
      throws ReflectiveOperationException, UnmodifiableClassException {
    try {
      warmUp();
      instrumentation.addTransformer(entrance, true);
      instrumentation.addTransformer(drivers, true);
      instrumentation.retransformClasses(loaded());
      if (!KNOWN.contains(JDK)) {
        loadTheRest();
      }
      test(guard);
      install(guard, judge, this);
    } catch (Throwable failure) {
      undo(guard, failure);
      throw failure;
    }
  }

  /** The class in the JDK can't be taken back. It is as if there was none. */
  private void undo(Class<?> guard, Throwable failure) {
    instrumentation.removeTransformer(entrance);
    instrumentation.removeTransformer(drivers);
    try {
      install(guard, null, null);
      instrumentation.retransformClasses(loaded());
    } catch (Throwable another) {
      failure.addSuppressed(another);
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
    try (InputStream in = Installer.class.getResourceAsStream(IN_JDK + ".class")) {
      byte[] guard =
          Renamed.renamed(
              Objects.requireNonNull(in), "org/dosync/guard/" + IN_JDK, GuardedMethod.GUARD);
      return JDK < THREAD_ID
          ? guard
          : Renamed.renamed(new ByteArrayInputStream(guard), "getId", "threadId");
    }
  }

  private static void install(
      Class<?> guard,
      @Nullable BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> decides,
      @Nullable Supplier<Map<String, Object>> tells)
      throws ReflectiveOperationException {
    guard.getMethod("install", BiFunction.class, Supplier.class).invoke(null, decides, tells);
  }

  // ---- the classes of the table

  /** To weave a class while it is loaded is cheaper. So what is not yet there comes later. */
  private Class<?>[] loaded() {
    List<Class<?>> meant = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isMeant(type) && instrumentation.isModifiableClass(type)) {
        meant.add(type);
      }
    }
    return meant.toArray(new Class<?>[0]);
  }

  private boolean isMeant(Class<?> type) {
    return entrance.isFor(type) || drivers.isFor(type);
  }

  private void loadTheRest() {
    for (Row row : EntryPoints.OF_THE_JDK) {
      load(row.type());
    }
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
    for (Effect effect : Effect.values()) {
      new Judge(settings).apply(new Nobody(), new String[] {effect.name(), "warm-up"});
    }
    if (settings.policy(Effect.CONSOLE) == Policy.DEFER) {
      new Later(Runnable::run).accept(new PrintStream(OutputStream.nullOutputStream()), "warm-up");
    }
    entrance.transform(null, null, null, null, new byte[0]);
  }

  /** A transaction that is none, and an effect on what no file can be: it must be told. */
  private void test(Class<?> guard) throws ReflectiveOperationException {
    Notes told = new Notes();
    install(guard, told, null);
    guard.getMethod("enter", Function.class).invoke(null, new Nobody());
    try {
      new File("\0").setReadOnly();
    } finally {
      guard.getMethod("exit", Function.class).invoke(null, (Object) null);
    }
    if (!told.effects.contains(Effect.FILE_WRITE.name())) {
      throw new IllegalStateException(
          "The side-effect guard did not see the effect it was tested with, and is not installed");
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

  @Override
  public Map<String, Object> get() {
    loadTheRest();
    Set<String> missing = new TreeSet<>(entrance.missing());
    missing.addAll(entrance.misnamed());
    return Map.of(
        "how", how,
        "guarded", List.copyOf(new TreeSet<>(entrance.woven())),
        "missing", List.copyOf(missing),
        "native", List.copyOf(new TreeSet<>(entrance.unreachable())),
        "counts", judge.counts());
  }

  // ---- who is there before there are others

  /** An application that lets everything pass. */
  private static final class Nobody
      implements Function<String, BiConsumer<String, String>>, BiConsumer<String, String> {

    @Override
    public BiConsumer<String, String> apply(String effect) {
      return this;
    }

    @Override
    public void accept(String policy, String operation) {}
  }

  /** A judge that only notes. */
  private static final class Notes
      implements BiFunction<Object, String[], @Nullable BiConsumer<PrintStream, String>> {

    final List<String> effects = new ArrayList<>();

    @Override
    public @Nullable BiConsumer<PrintStream, String> apply(Object handler, String[] hit) {
      effects.add(hit[0]);
      return null;
    }
  }
}
