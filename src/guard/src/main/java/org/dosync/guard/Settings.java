package org.dosync.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.dosync.Effect;
import org.dosync.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dosync.guard.*} says: a system property goes before an argument of the agent, which
 * is written without that prefix.
 */
final class Settings {

  static final String PREFIX = "dosync.guard.";

  /** That of dosync-cdi. */
  private static final String OF_DEPLOYMENT = PREFIX + "required";

  private enum Mode {
    OFF,
    WARN,
    ENFORCE,
    STRICT
  }

  private final Mode mode;
  private final Map<Effect, Policy> policies = new EnumMap<>(Effect.class);
  private final List<String> allowedInside;
  private final List<Row> forbidden;
  private final boolean jdbc;
  private final boolean jms;
  private final int warnLimit;

  private Settings(Lookup lookup) {
    mode = lookup.oneOf(Mode.class, "mode", Mode.ENFORCE);
    for (Effect effect : Effect.values()) {
      policies.put(effect, policy(effect, lookup));
    }
    allowedInside = lookup.list("allow-inside");
    forbidden = forbidden(lookup.list("forbid"));
    jdbc = lookup.oneOf(OnOff.class, "jdbc", OnOff.AUTO) == OnOff.AUTO;
    jms = lookup.oneOf(OnOff.class, "jms", OnOff.AUTO) == OnOff.AUTO;
    warnLimit = lookup.count("warn.limit", 1000);
  }

  private enum OnOff {
    AUTO,
    OFF
  }

  /**
   * Reads them.
   *
   * @param arguments of the agent, {@code key=value} with commas between them
   * @throws IllegalArgumentException if a value makes no sense, or a key is not known
   */
  static Settings of(@Nullable String arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : split(arguments == null ? "" : arguments, ",")) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("\"" + argument + "\" is not key=value");
      }
      given.put(argument.substring(0, equals).strip(), argument.substring(equals + 1).strip());
    }
    for (String key : given.keySet()) {
      requireKnown(key);
    }
    for (String property : System.getProperties().stringPropertyNames()) {
      if (property.startsWith(PREFIX) && !property.equals(OF_DEPLOYMENT)) {
        requireKnown(property.substring(PREFIX.length()));
      }
    }
    return new Settings(new Lookup(given));
  }

  private static void requireKnown(String key) {
    if (!isPolicy(key)
        && !List.of("mode", "allow-inside", "forbid", "jdbc", "jms", "warn.limit").contains(key)) {
      throw new IllegalArgumentException("There is no " + PREFIX + key);
    }
  }

  private static boolean isPolicy(String key) {
    for (Effect effect : Effect.values()) {
      if (key.equals(policyKey(effect))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(separator)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private static List<Row> forbidden(List<String> methods) {
    List<Row> rows = new ArrayList<>();
    for (String method : methods) {
      rows.add(forbidden(method));
    }
    return rows;
  }

  private static Row forbidden(String method) {
    int hash = method.indexOf('#');
    if (hash <= 0 || hash == method.length() - 1) {
      throw new IllegalArgumentException(
          PREFIX + "forbid: \"" + method + "\" is not package.Type#method");
    }
    return new Row(
        method.substring(0, hash),
        List.of(method.substring(hash + 1)),
        Effect.CUSTOM,
        Row.Weave.WHOLE);
  }

  // ---- policies

  private static String policyKey(Effect effect) {
    return "policy." + effect.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Policy policy(Effect effect, Lookup lookup) {
    Policy policy = lookup.oneOf(Policy.class, policyKey(effect), standard(effect));
    if (policy == Policy.DEFER && effect != Effect.CONSOLE) {
      throw new IllegalArgumentException(
          PREFIX
              + policyKey(effect)
              + ": the agent can't defer what has begun. FORBID it, and use onCommit or"
              + " @SideEffect(DEFER)");
    }
    return policy == Policy.FORBID && mode == Mode.WARN ? Policy.WARN : policy;
  }

  private Policy standard(Effect effect) {
    return switch (effect) {
      case FILE_WRITE, NETWORK, HTTP, JDBC, JMS, PROCESS, EXIT, THREAD, CUSTOM -> Policy.FORBID;
      case CONSOLE -> Policy.WARN;
      case LOGGING -> Policy.ALLOW;
      case FILE_READ, BLOCKING -> mode == Mode.STRICT ? Policy.WARN : Policy.ALLOW;
    };
  }

  Policy policy(Effect effect) {
    return Objects.requireNonNull(policies.get(effect));
  }

  // ---- the rest

  boolean isOff() {
    return mode == Mode.OFF;
  }

  List<Row> forbidden() {
    return forbidden;
  }

  boolean watchesJdbc() {
    return jdbc;
  }

  boolean watchesJms() {
    return jms;
  }

  int warnLimit() {
    return warnLimit;
  }

  /** Whether all that a method does is allowed: by its name, its class or its package. */
  boolean isAllowedInside(String type, String method) {
    String written = allowedInside.isEmpty() ? method : Moved.written(method);
    for (String allowed : allowedInside) {
      if (allowed.endsWith(".") || allowed.endsWith("*")
          ? type.startsWith(allowed.replace("*", ""))
          : allowed.equals(type + "#" + written) || allowed.equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** Reads values. */
  private record Lookup(Map<String, String> arguments) {

    private @Nullable String text(String key) {
      return System.getProperty(PREFIX + key, arguments.get(key));
    }

    List<String> list(String key) {
      String text = text(key);
      return text == null ? List.of() : split(text, ":");
    }

    int count(String key, int standard) {
      String text = text(key);
      try {
        return text == null ? standard : notNegative(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(PREFIX + key + "=" + text + " is no count", e);
      }
    }

    private static int notNegative(int count) {
      if (count < 0) {
        throw new NumberFormatException("negative");
      }
      return count;
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String key, E standard) {
      String text = text(key);
      if (text == null) {
        return standard;
      }
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(text)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(
          PREFIX
              + key
              + "="
              + text
              + " is none of "
              + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }
  }
}
