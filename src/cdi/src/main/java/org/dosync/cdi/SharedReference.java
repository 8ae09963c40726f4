package org.dosync.cdi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.BiConsumer;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.DosyncRuntime;
import org.dosync.Ref;
import org.jspecify.annotations.Nullable;

/**
 * What the injection points of one name agree on.
 *
 * @param name the name
 * @param type a {@code Ref<...>}, {@code Atom<...>} or {@code Agent<...>}
 * @param initial the first value as text; empty for null
 * @param place where that was said, for messages
 */
record SharedReference(String name, Type type, String initial, String place) {

  private static final Set<Class<?>> KINDS = Set.of(Ref.class, Atom.class, Agent.class);

  /** What is wrong with it by itself, or null. */
  @Nullable String problem() {
    if (!(type instanceof ParameterizedType parameterized)
        || !(parameterized.getRawType() instanceof Class<?> kind)
        || !KINDS.contains(kind)) {
      return "@Shared is for a Ref, an Atom or an Agent, with the type of its value, not for "
          + type.getTypeName();
    }
    try {
      initialValue();
      return null;
    } catch (IllegalArgumentException e) {
      return "@Shared(\"" + name + "\"): " + e.getMessage();
    }
  }

  private @Nullable Object initialValue() {
    Type value = ((ParameterizedType) type).getActualTypeArguments()[0];
    return initial.isEmpty() ? null : Texts.parse(initial, value);
  }

  /** Null is a legal value; see nullaway.jspecify-mode in the pom. */
  @SuppressWarnings("NullAway")
  Object make(DosyncRuntime runtime) {
    Object value = initialValue();
    Class<?> kind = (Class<?>) ((ParameterizedType) type).getRawType();
    if (kind == Ref.class) {
      return Ref.builder(value).name(name).build();
    }
    return kind == Atom.class
        ? Atom.builder(value).name(name).build()
        : Agent.builder(value).name(name).runtime(runtime).build();
  }

  /** What two injection points of a name say together; the problem goes to the function. */
  SharedReference and(SharedReference other, BiConsumer<String, String> report) {
    if (!type.equals(other.type)) {
      report.accept(
          other.place,
          "@Shared(\""
              + name
              + "\") is a "
              + other.type.getTypeName()
              + " here, and a "
              + type.getTypeName()
              + " at "
              + place
              + ": make them one type, or take another name");
    } else if (!initial.isEmpty() && !other.initial.isEmpty() && !initial.equals(other.initial)) {
      report.accept(
          other.place,
          "@Shared(\""
              + name
              + "\") begins with \""
              + other.initial
              + "\" here, and with \""
              + initial
              + "\" at "
              + place
              + ": say it once");
    }
    return initial.isEmpty() ? new SharedReference(name, type, other.initial, place) : this;
  }
}
