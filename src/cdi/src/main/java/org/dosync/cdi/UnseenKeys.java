package org.dosync.cdi;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of classes that no container shows, and that count all the same: an {@code
 * InterceptionFactory} makes their objects, or they are woven.
 */
final class UnseenKeys {

  /** With the name of a class, and perhaps of a method of it. */
  private static final Pattern KEY = Pattern.compile("dosync\\.\"([^\"/]+)(?:/[^\"]+)?\"\\..+");

  private UnseenKeys() {}

  /** Asks the configuration, if there is such a class, for all that is known of it. */
  static void ask(String key, Configuration configuration) {
    Matcher matcher = KEY.matcher(key);
    Class<?> type = matcher.matches() ? ManagedObject.type(matcher.group(1)) : null;
    if (type != null) {
      ask(type, configuration);
    }
  }

  private static void ask(Class<?> type, Configuration configuration) {
    try {
      Annotations annotations = Annotations.of(type);
      annotations.methods().forEach(method -> ask(method, annotations, configuration));
    } catch (LinkageError partsAreMissing) {
      return; // nobody can use it: its keys mean nothing
    }
  }

  private static void ask(Method method, Annotations annotations, Configuration configuration) {
    Dosync dosync = Bound.find(Dosync.class, method, annotations, Set.of(), Kinds.OF_CLASSES);
    if (dosync != null) {
      TransactionPlan.configured(dosync, annotations, method, configuration);
    }
    SideEffect effect =
        Bound.find(SideEffect.class, method, annotations, Set.of(), Kinds.OF_CLASSES);
    if (effect != null) {
      SideEffectPlan.configured(effect, annotations, method, configuration);
    }
  }
}
