package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an application was configured with, as it was when it was first asked for. Whatever is asked
 * for is a known key from then on; others that begin as ours do are mistakes.
 */
final class Configuration {

  /** Where values come from. */
  interface Source {

    /** Null if there is no value, or an empty one. */
    @Nullable String find(String key);

    Iterable<String> names();
  }

  /**
   * An annotation, and what its keys are made of. With methods that are written out: those of a
   * record are put together at their first call, which takes a good part of a start.
   */
  private record Place(Annotation written, List<String> names) {

    @Override
    public int hashCode() {
      return names.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place that
          && names.equals(that.names)
          && written.equals(that.written);
    }
  }

  private final Source source;
  private final Map<String, Optional<String>> asked = new ConcurrentHashMap<>();
  private final Map<Place, Configured<?>> annotations = new ConcurrentHashMap<>();

  Configuration(Source source) {
    this.source = source;
  }

  /** MicroProfile Config if it is there, else system properties and the environment. */
  static Configuration ofApplication() {
    return new Configuration(source());
  }

  private static Source source() {
    return isMicroProfileThere()
        ? new MicroProfileSource()
        : new SystemSource(System.getProperties(), System.getenv());
  }

  private static boolean isMicroProfileThere() {
    try {
      MicroProfileSource.find();
      return true;
    } catch (NoClassDefFoundError | IllegalStateException noClassesOrOnlyThose) {
      return false;
    }
  }

  /** Null if there is no value. */
  @Nullable String find(String key) {
    return asked
        .computeIfAbsent(key, unasked -> Optional.ofNullable(source.find(unasked)))
        .orElse(null);
  }

  // ---- annotations

  /** Of a method, or of all methods of a class. */
  <A extends Annotation> Configured<A> of(
      A written, Annotations annotations, Method method, String name) {
    String className = annotations.beanClass().getName();
    List<String> names = new ArrayList<>();
    names.add(className + "/" + method.getName());
    names.add(name);
    if (!annotations.isPresent(written.annotationType(), method)) {
      names.add(className);
    }
    return of(written, names);
  }

  /** What transactions and jobs are called if they are not given a name. */
  static String name(Class<?> beanClass, Method method) {
    return beanClass.getSimpleName() + "." + method.getName();
  }

  Configured<AgentState> of(AgentState written, Class<?> beanClass) {
    return of(written, List.of(beanClass.getName(), beanClass.getSimpleName()));
  }

  Configured<Shared> of(Shared written) {
    return of(written, List.of(written.value()));
  }

  @SuppressWarnings("unchecked")
  private <A extends Annotation> Configured<A> of(A written, List<String> names) {
    return (Configured<A>)
        annotations.computeIfAbsent(
            new Place(written, List.copyOf(names)),
            place -> new Configured<>(written, place.names(), this));
  }

  // ---- keys that nobody asks for

  /** A remark about each, with the nearest key that is known. */
  List<String> unknownKeys() {
    unasked().forEach(name -> UnseenKeys.ask(name, this));
    return unasked().stream().map(this::remark).toList();
  }

  private List<String> unasked() {
    Set<String> known = asked.keySet();
    Set<String> variables = known.stream().map(Configuration::plain).collect(Collectors.toSet());
    Set<String> names = new TreeSet<>();
    source.names().forEach(names::add);
    return names.stream()
        .filter(Configuration::isOurs)
        .filter(name -> !known.contains(name) && !variables.contains(name))
        .filter(name -> isVariable(name) || !names.contains(plain(name)))
        .toList();
  }

  private static boolean isOurs(String name) {
    return (name.startsWith("dosync.") || isVariable(name)) && !isOfTheGuard(name);
  }

  /** What dosync-guard reads, which is configured before there is a container. */
  private static boolean isOfTheGuard(String name) {
    return name.startsWith("dosync.guard.") || name.startsWith("DOSYNC_GUARD_");
  }

  /** Some sources list variables twice: the other time by a key that might be meant. */
  private static boolean isVariable(String name) {
    return name.startsWith("DOSYNC_");
  }

  private String remark(String name) {
    String nearest =
        asked.keySet().stream()
            .filter(Configuration::isOurs)
            .sorted()
            .min(Comparator.comparingInt(key -> Distance.between(plain(key), plain(name))))
            .orElse("");
    return "Unknown configuration key " + name + ": the nearest known one is " + nearest;
  }

  /** As environment variables are named. */
  static String plain(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
