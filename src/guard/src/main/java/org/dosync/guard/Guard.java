package org.dosync.guard;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the guard of this JVM does, and has seen. */
public final class Guard {

  /**
   * A snapshot.
   *
   * @param installed whether it is there
   * @param how {@code premain}, {@code agentmain}, or empty
   * @param guarded the classes that are guarded so far: some are looked at when they are loaded
   * @param missing what should be guarded, but is not in this JDK as it is expected, or not in the
   *     class that a setting names: a mistake
   * @param unseen methods that are native in this JDK, and so are not guarded
   * @param counts how often an effect was met where it was not allowed, by its kind and place
   */
  public record Status(
      boolean installed,
      String how,
      List<String> guarded,
      List<String> missing,
      List<String> unseen,
      Map<String, Long> counts) {}

  private Guard() {}

  /**
   * The status, whichever class loader this class is from.
   *
   * @return all empty if the guard is not installed
   */
  public static Status status() {
    Class<?> guard = installed();
    if (guard == null) {
      return new Status(false, "", List.of(), List.of(), List.of(), Map.of());
    }
    Map<?, ?> told = (Map<?, ?>) call("status", guard);
    return new Status(
        true,
        part(told, "how"),
        part(told, "guarded"),
        part(told, "missing"),
        part(told, "native"),
        part(told, "counts"));
  }

  /** The class in the JDK, or null if the guard is not there, or has failed to be. */
  static @Nullable Class<?> installed() {
    Class<?> guard = Installer.find();
    return guard != null && call("isInstalled", guard).equals(true) ? guard : null;
  }

  private static Object call(String method, Class<?> guard) {
    try {
      return guard.getMethod(method).invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The guard of this JVM is of another version", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T part(Map<?, ?> told, String name) {
    return (T) requireNonNull(told.get(name), name);
  }
}
