package org.dosync.junit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dosync.guard.Scan;

/**
 * Asserts, by the static scan of dosync-guard, that no transaction can reach a side effect:
 * whatever a test happens to run. That module has to be on the class path of the tests.
 *
 * <pre>{@code
 * SideEffects.in(Bank.class).assertNone();
 * }</pre>
 *
 * <p>Instances are immutable, and safe for use by several threads.
 */
public final class SideEffects {

  private final Class<?> type;
  private final String place;
  private final List<Class<?>> beside;

  private SideEffects(Class<?> type, String place, List<Class<?>> beside) {
    this.type = type;
    this.place = place;
    this.beside = beside;
  }

  /**
   * Those of the transactions that are written in a class, or in one nested in it.
   *
   * @param type whose directory or jar is scanned
   * @return what can be asserted
   */
  public static SideEffects in(Class<?> type) {
    return new SideEffects(type, type.getName(), List.of());
  }

  /**
   * Those of the transactions of a package and the packages below it.
   *
   * @param type a class of the package, whose directory or jar is scanned
   * @return what can be asserted
   */
  public static SideEffects inPackageOf(Class<?> type) {
    return new SideEffects(type, type.getPackageName() + ".", List.of());
  }

  /**
   * Those of one method, be it a transaction or not.
   *
   * @param type whose directory or jar is scanned
   * @param method its name; all of that name
   * @return what can be asserted
   */
  public static SideEffects in(Class<?> type, String method) {
    return new SideEffects(type, type.getName() + "#" + method, List.of());
  }

  /**
   * The same, with calls followed into other directories or jars too.
   *
   * @param types a class of each
   * @return what can be asserted
   */
  public SideEffects through(Class<?>... types) {
    List<Class<?>> all = new ArrayList<>(beside);
    all.addAll(Arrays.asList(types));
    return new SideEffects(type, place, all);
  }

  /**
   * Fails if there is one.
   *
   * @throws AssertionError with the calls that lead there, and what to do
   * @throws IllegalArgumentException if there is nothing to scan, or the classes are in no
   *     directory and no jar
   */
  public void assertNone() {
    Scan scan = Scan.of(places(), type.getClassLoader()).from(place);
    if (scan.transactions().isEmpty()) {
      throw new IllegalArgumentException("There is no transaction in " + place);
    }
    List<Scan.Finding> findings = scan.findings();
    if (!findings.isEmpty()) {
      throw new AssertionError(
          findings.stream()
              .map(Scan.Finding::toString)
              .collect(Collectors.joining("\n\n", "", "\n\n" + Scan.ADVICE)));
    }
  }

  private Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    places.add(place(type));
    beside.forEach(other -> places.add(place(other)));
    return places;
  }

  private static Path place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(type + " is in no directory and no jar");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(type + " is in " + source.getLocation(), e);
    }
  }
}
