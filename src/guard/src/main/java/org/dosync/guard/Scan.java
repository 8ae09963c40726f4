package org.dosync.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The static scan: looks in compiled classes for calls that lead from a transaction to a side
 * effect, without running anything.
 *
 * <p>Transactions are the methods with {@code @Dosync}, and the functions handed to {@code
 * Transaction.dosync}, {@code Ref.alter}, {@code Ref.commute}, the same of a {@code LongRef},
 * {@code Atom.swap} and {@code alterMeta}. Calls are followed through the classes that are scanned,
 * to whatever overrides a method there; what the JDK and libraries do is known from the guard's
 * table alone. The settings of the guard, {@code dosync.guard.policy.*}, {@code allow-inside} and
 * {@code forbid}, hold here too: what it would let pass is not told of.
 */
public final class Scan {

  /**
   * An effect that a transaction may have.
   *
   * @param effect its kind: the name of an {@code org.dosync.Effect}
   * @param operation the method that has it
   * @param transaction the one that may call it
   * @param path the calls that lead there, as a stack trace shows them: the last first, and the
   *     transaction last
   */
  public record Finding(String effect, String operation, String transaction, List<String> path) {

    /**
     * Makes one.
     *
     * @param effect its kind
     * @param operation the method
     * @param transaction its name
     * @param path the calls
     */
    public Finding {
      path = List.copyOf(path);
    }

    /**
     * What is found, in a line, and the path below it.
     *
     * @return some lines, without an end of line after the last
     */
    @Override
    public String toString() {
      return effect
          + " in transaction "
          + transaction
          + ": "
          + operation
          + "\n    at "
          + String.join("\n    at ", path);
    }
  }

  /** What to do about what is found. */
  public static final String ADVICE =
      "Do it after the transaction, hand it to Transaction.onCommit, or say @SideEffect(DEFER). If"
          + " it may be, say @SideEffect(ALLOW) or Transaction.allow, or name it in"
          + " dosync.guard.allow-inside";

  private final Application application;
  private final List<Entry> entries;
  private final Settings settings;

  private Scan(Application application, List<Entry> entries, Settings settings) {
    this.application = application;
    this.entries = entries;
    this.settings = settings;
  }

  /**
   * Reads all classes of an application.
   *
   * @param roots directories of classes, and jars
   * @param libraries knows the supertypes of what is not there; nothing is loaded by it
   * @return the scan of all its transactions
   * @throws UncheckedIOException if a root, or a class in it, can't be read
   * @throws IllegalArgumentException if a setting of the guard makes no sense
   */
  public static Scan of(Collection<Path> roots, ClassLoader libraries) {
    return of(roots, libraries, Settings.of(null));
  }

  static Scan of(Collection<Path> roots, ClassLoader libraries, Settings settings) {
    List<ScannedClass> classes = new ArrayList<>();
    for (Path root : new LinkedHashSet<>(roots)) {
      read(root, classes);
    }
    classes.sort(Comparator.comparing(ScannedClass::name));
    Application application = new Application(classes, libraries);
    return new Scan(application, new Entries(application).all(), settings);
  }

  /**
   * The same with fewer transactions, or others.
   *
   * @param places {@code a.B}: the transactions that are written in a class and those nested in it;
   *     {@code a.b.}: in a package and those below it; {@code a.B#c}: a method, be it a transaction
   *     or not
   * @return the scan of those
   */
  public Scan from(String... places) {
    return new Scan(application, new Entries(application).in(entries, List.of(places)), settings);
  }

  /**
   * What is scanned.
   *
   * @return the class and the method of each transaction; of a function that is handed to one,
   *     those that make it
   */
  public List<String> transactions() {
    return entries.stream().map(entry -> entry.method().title()).distinct().toList();
  }

  /**
   * How much is scanned.
   *
   * @return the number of classes
   */
  public int classes() {
    return application.classes().size();
  }

  /**
   * Scans.
   *
   * @return of each transaction and each operation that it may call, one of the shortest paths;
   *     empty if there is none
   */
  public List<Finding> findings() {
    KnownEffects effects = new KnownEffects(settings, application);
    Contract contract = new Contract(application);
    Set<ScannedMethod> done = new HashSet<>();
    Set<ScannedMethod> seen = new HashSet<>();
    List<Finding> findings = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.function() == null ? done.add(entry.method()) : !seen.contains(entry.method())) {
        String title = entry.method().title();
        Search search = entry.search(new Search(application, effects, contract, settings, title));
        findings.addAll(search.findings());
        seen.addAll(search.seen());
      }
    }
    return findings;
  }

  // ---- classes

  private static void read(Path root, List<ScannedClass> classes) {
    try {
      if (Files.isDirectory(root)) {
        readTree(root.toRealPath(), classes); // a link is not walked
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(root, (ClassLoader) null)) {
          readTree(jar.getPath("/"), classes);
        }
      }
    } catch (ProviderNotFoundException e) {
      throw unreadable(root + " is no directory and no jar", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readTree(Path directory, List<ScannedClass> classes) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (isClass(directory.relativize(file))) {
          ScannedClass read = readClass(file);
          if (!Contract.isCore(read.name())) {
            classes.add(read);
          }
        }
      }
    }
  }

  private static ScannedClass readClass(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return ScannedClass.read(bytes);
    } catch (RuntimeException e) { // of many kinds: ASM does not check what it reads
      throw unreadable(file.toUri() + " is no class file that can be read", e);
    }
  }

  private static UncheckedIOException unreadable(String text, RuntimeException cause) {
    return new UncheckedIOException(text + ": " + cause.getMessage(), new IOException(cause));
  }

  /** Those of later versions, in a jar of several, are left out. */
  private static boolean isClass(Path file) {
    String name = file.toString();
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.contains("META-INF");
  }

  // ---- the program

  /**
   * Prints what is found in the classes of directories and jars. Ends the JVM with 1 if there is
   * something, with 2 if it can't scan, or there is nothing to scan: no class, or no transaction in
   * one of the places.
   *
   * @param arguments the roots; after {@code from=}, with colons between them, places as for {@link
   *     #from}
   */
  public static void main(String[] arguments) {
    System.exit(Report.print(List.of(arguments), System.out));
  }
}
