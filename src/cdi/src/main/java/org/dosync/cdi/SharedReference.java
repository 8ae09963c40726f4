package org.dosync.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.Atom;
import org.dosync.DosyncRuntime;
import org.dosync.LongRef;
import org.dosync.Promise;
import org.dosync.Ref;
import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What the injection points of one name agree on.
 *
 * @param name the name
 * @param type a {@code Ref<...>}, {@code Atom<...>}, {@code Agent<...>} or {@code Promise<...>}, or
 *     {@code LongRef}
 * @param initial the first value as text; empty for null, or 0
 * @param place where that was said, for messages
 * @param origin what was configured of it, for messages; or nothing
 * @param constrained the injection points with constraints for its value
 */
record SharedReference(
    String name,
    Type type,
    String initial,
    String place,
    String origin,
    List<InjectionPoint> constrained) {

  private static final Set<Class<?>> KINDS =
      Set.of(Ref.class, Atom.class, Agent.class, Promise.class);

  /** The container has these itself, for whatever there is a bean of. */
  private static final Set<Type> LATER = Set.of(Instance.class, Provider.class);

  static SharedReference at(InjectionPoint point, Configured<Shared> configured) {
    Shared annotation = configured.annotation();
    return new SharedReference(
        annotation.value(),
        typeOf(point),
        annotation.initial(),
        place(point.getMember()),
        configured.origin(),
        isConstrained(point) ? List.of(point) : List.of());
  }

  /** Of what is to be had there, at once or later. */
  private static Type typeOf(InjectionPoint point) {
    return isLater(point)
        ? ((ParameterizedType) point.getType()).getActualTypeArguments()[0]
        : point.getType();
  }

  /** Whether it is made when it is asked for there, and not when the bean is. */
  static boolean isLater(InjectionPoint point) {
    return point.getType() instanceof ParameterizedType type && LATER.contains(type.getRawType());
  }

  /** A constructor is named as its class is. */
  static String place(Member member) {
    String owner = member.getDeclaringClass().getName();
    return member instanceof Constructor<?> ? owner : owner + "." + member.getName();
  }

  /** By name, because Jakarta Validation need not be there. */
  private static boolean isConstrained(InjectionPoint point) {
    return Stream.concat(
            point.getAnnotated().getAnnotations().stream(), ofArguments(point.getMember()))
        .map(Annotation::annotationType)
        .anyMatch(type -> isConstraint(type) || areConstraints(type));
  }

  /** Of the value's type, as in {@code Ref<@Positive Integer>}. */
  private static Stream<Annotation> ofArguments(Member member) {
    return member instanceof Field field
            && field.getAnnotatedType() instanceof AnnotatedParameterizedType type
        ? Stream.of(type.getAnnotatedActualTypeArguments())
            .flatMap(argument -> Stream.of(argument.getAnnotations()))
        : Stream.empty();
  }

  private static boolean isConstraint(Class<?> annotation) {
    return List.of(annotation.getAnnotations()).stream()
        .anyMatch(meta -> meta.annotationType().getName().equals("jakarta.validation.Constraint"));
  }

  /** Several of one kind, as {@code @Max.List}. */
  private static boolean areConstraints(Class<?> annotation) {
    try {
      Class<?> element = annotation.getMethod("value").getReturnType().getComponentType();
      return element != null && isConstraint(element);
    } catch (NoSuchMethodException one) {
      return false;
    }
  }

  /** What is wrong with it by itself, or null. */
  @Nullable String problem() {
    if (!isNumber() && !isKindOfKnown()) {
      return "@Shared is for a Ref, an Atom, an Agent or a Promise, with the type of its value, or"
          + " for a LongRef, not for "
          + Texts.nameOf(type);
    }
    if (isPromise() && !initial.isEmpty()) {
      return this + " is a Promise, which has no value at first: drop initial";
    }
    try {
      initialValue();
      return null;
    } catch (IllegalArgumentException e) {
      return this + ": " + e.getMessage();
    }
  }

  /** A {@code LongRef}: no argument says the type of its value, which is never null. */
  private boolean isNumber() {
    return type == LongRef.class;
  }

  private boolean isKindOfKnown() {
    return type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> kind
        && KINDS.contains(kind)
        && isKnown(type);
  }

  /** Whether all of it is said; else no bean can have it. */
  static boolean isKnown(Type type) {
    return type instanceof ParameterizedType parameterized
        ? Arrays.stream(parameterized.getActualTypeArguments()).allMatch(SharedReference::isKnown)
        : !(type instanceof WildcardType || type instanceof TypeVariable<?>);
  }

  /** What is wrong with the constraints that are on it, as far as that can be seen, or null. */
  @Nullable String problemOfConstraints() {
    if (isPromise() && !constrained.isEmpty()) {
      return this + " is a Promise, whose value nothing checks: drop the constraint";
    }
    if (constrained.stream().anyMatch(SharedReference::isLater)) {
      return "constraints of "
          + this
          + " are not read on an Instance or a Provider: put them where the reference itself is"
          + " injected";
    }
    return constrained.stream().map(InjectionPoint::getMember).allMatch(Field.class::isInstance)
        ? null
        : "constraints of " + this + " are read on fields only: inject it into one";
  }

  boolean isPromise() {
    return kind() == Promise.class;
  }

  private Class<?> kind() {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  Type valueType() {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[0]
        : Long.class;
  }

  /** What the annotations say. */
  @Nullable Object initialValue() {
    if (initial.isEmpty()) {
      return isNumber() ? 0L : null;
    }
    return Texts.parse(initial, valueType());
  }

  /**
   * What is injected. Null is a legal value; see nullaway.jspecify-mode in the pom.
   *
   * @param runtime for agents only: what makes it may need the others
   */
  @SuppressWarnings("NullAway")
  Reference<?> make(@Nullable Object value, Supplier<DosyncRuntime> runtime) {
    if (isNumber()) {
      return LongRef.builder(number(value)).name(name).build();
    }
    if (kind() == Ref.class) {
      return Ref.builder(value).name(name).build();
    }
    return kind() == Atom.class
        ? Atom.builder(value).name(name).build()
        : Agent.builder(value).name(name).runtime(runtime.get()).build();
  }

  private long number(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException(
          this + " is a LongRef, which can't begin with null: have its producer return a number");
    }
    return (Long) value;
  }

  /** What two injection points of a name say together; the problem goes to the function. */
  SharedReference and(SharedReference other, BiConsumer<SharedReference, String> report) {
    if (!type.equals(other.type)) {
      report.accept(
          other,
          this
              + " is "
              + Texts.oneOf(other.type)
              + " here, and "
              + Texts.oneOf(type)
              + " at "
              + place
              + ": make them one type, or take another name");
    } else if (!initial.isEmpty() && !other.initial.isEmpty() && !initial.equals(other.initial)) {
      report.accept(
          other,
          this
              + " begins with \""
              + other.initial
              + "\" here"
              + other.origin
              + ", and with \""
              + initial
              + "\" at "
              + place
              + origin
              + ": say it once");
    }
    SharedReference said = initial.isEmpty() ? other : this;
    List<InjectionPoint> all = new ArrayList<>(constrained);
    all.addAll(other.constrained);
    return new SharedReference(name, type, said.initial, said.place, said.origin, List.copyOf(all));
  }

  @Override
  public String toString() {
    return "@Shared(\"" + name + "\")";
  }
}
