package org.dosync.cdi;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An annotation as the configuration has it. A member is what is configured under a key of its own,
 * {@code dosync."name".Annotation.member}, else what is written there, with the placeholders of a
 * text, {@code {key:default}}, filled in.
 */
final class Configured<A extends Annotation> {

  /** The keys are made of these. */
  private static final Set<String> NAMES = Set.of("Dosync.name", "Shared.value");

  /** With a key before the colon; JSON has quotes or spaces there. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([^{}:\"'\\s][^{}:\"']*)(?::([^{}]*))?}");

  /** One in the default of another. */
  private static final Pattern NESTED = Pattern.compile("\\{[^{}:\"'\\s][^{}:\"']*:[^{}]*\\{");

  private final A written;
  private final Configuration configuration;
  private final Map<String, Object> members = new HashMap<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Names of the place of the annotation; the first that something is configured for counts. */
  Configured(A written, List<String> names, Configuration configuration) {
    this.written = written;
    this.configuration = configuration;
    for (Method member : written.annotationType().getDeclaredMethods()) {
      if (isConfigurable(member)) {
        configure(member, names);
      }
    }
  }

  static boolean isConfigurable(Method member) {
    Class<?> type = member.getReturnType();
    return (type == String.class || type.isPrimitive() || type.isEnum())
        && !NAMES.contains(nameOf(member));
  }

  private static String nameOf(Method member) {
    return member.getDeclaringClass().getSimpleName() + "." + member.getName();
  }

  private void configure(Method member, List<String> names) {
    String found = null;
    for (String name : names) {
      String key = "dosync.\"" + name + "\"." + nameOf(member);
      String value = find(key); // for all of them: those are keys that are known
      if (found == null && value != null) {
        found = value;
        set(member, key, value);
      }
    }
    if (found == null && member.getReturnType() == String.class) {
      members.put(member.getName(), fill((String) valueOf(member)));
    }
  }

  /** Null also for what nobody can read, such as an expression that names itself. */
  private @Nullable String find(String key) {
    try {
      return configuration.find(key);
    } catch (IllegalArgumentException e) {
      problems.add(key + ": " + e.getMessage());
      return null;
    }
  }

  private void set(Method member, String key, String value) {
    keys.add(key);
    try {
      Class<?> type = MethodType.methodType(member.getReturnType()).wrap().returnType();
      members.put(member.getName(), Texts.parse(value, type));
    } catch (IllegalArgumentException e) {
      problems.add(key + ": " + e.getMessage());
    }
  }

  private Object valueOf(Method member) {
    try {
      return member.invoke(written);
    } catch (InvocationTargetException e) {
      throw Unchecked.rethrow(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // the annotations are public
    }
  }

  private String fill(String text) {
    if (NESTED.matcher(text).find()) {
      problems.add("a placeholder can't have braces in its default: " + text);
      return text;
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(placeholder -> Matcher.quoteReplacement(value(placeholder)));
  }

  private String value(MatchResult placeholder) {
    String key = placeholder.group(1);
    String value = find(key);
    if (value != null) {
      keys.add(key);
      return value;
    }
    if (placeholder.group(2) == null) {
      problems.add(
          key + " has no value: configure it, or write a default, as {" + key + ":default}");
      return placeholder.group();
    }
    return placeholder.group(2);
  }

  /** What is wrong in the configuration. */
  List<String> problems() {
    return problems;
  }

  /** What was configured, for messages about something that makes no sense with it; or nothing. */
  String origin() {
    return keys.isEmpty() ? "" : " (configured: " + String.join(", ", keys) + ")";
  }

  @SuppressWarnings("unchecked")
  A annotation() {
    Class<? extends Annotation> type = written.annotationType();
    return (A)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object member = members.get(method.getName());
              return member == null ? method.invoke(written, arguments) : member;
            });
  }
}
