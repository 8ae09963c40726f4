package org.dosync.junit;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.regex.Pattern;
import org.dosync.Atom;
import org.jspecify.annotations.Nullable;

/** What an object is to someone who wants to know whether it has changed. */
enum Kind {
  /** Its text tells all about it. */
  TEXT,
  /** It is what it holds: an atom, an AtomicReference, an Optional. */
  HOLDER,
  /** Collections, maps, arrays, and pairs such as AtomicStampedReference. */
  CONTAINER,
  /** A lambda or method reference: it is what it captures. */
  FUNCTION,
  /** It has fields that a user has written. */
  FIELDS,
  /** Nobody looks into it. */
  OPAQUE;

  /** What a user tests is not in them; their objects are large, and change as they like. */
  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "jakarta.",
          "org.junit.",
          "org.jboss.",
          "org.apache.",
          "org.mockito.",
          "org.slf4j.",
          "ch.qos.logback.",
          "net.bytebuddy.",
          "io.smallrye.",
          "io.quarkus.");

  private static final Set<String> CORE = Set.of("org.dosync", "org.dosync.collections");

  private static final ClassValue<Optional<Class<?>>> USER_CLASSES =
      new ClassValue<>() {
        @Override
        protected Optional<Class<?>> computeValue(Class<?> type) {
          return findUserClass(type);
        }
      };

  static Kind of(Object object) {
    Class<?> type = object.getClass();
    if (isText(object, type.getName())) {
      return TEXT;
    }
    if (object instanceof AtomicReference || object instanceof Atom || object instanceof Optional) {
      return HOLDER;
    }
    if (type.isArray()
        || isAtomicContainer(object)
        || (isCollection(object) && !isOfDosync(type))) {
      return CONTAINER;
    }
    if (isFunction(type)) {
      return FUNCTION;
    }
    return isOfDosync(type) || userClass(type) == null ? OPAQUE : FIELDS;
  }

  private static boolean isText(Object object, String className) {
    return object instanceof CharSequence
        || object instanceof Enum
        || object instanceof Class
        || object instanceof Path
        || object instanceof Pattern
        || (className.startsWith("java.util.concurrent.")
            ? className.contains(".atomic.") && !className.contains("Reference")
            : className.startsWith("java.") && isValue(object));
  }

  /** All about an object, if it is of the kind TEXT. */
  static String text(Object object) {
    try {
      return object instanceof Pattern pattern && pattern.flags() != 0
          ? pattern + " with flags " + pattern.flags()
          : object.toString();
    } catch (RuntimeException unprintable) {
      return object.getClass().getName();
    }
  }

  /** Whether it is an array of numbers or the like: so there are no objects in it. */
  static boolean isOfPrimitives(Object object) {
    Class<?> element = object.getClass().getComponentType();
    return element != null && element.isPrimitive();
  }

  private static boolean isValue(Object object) {
    return object instanceof Comparable || object instanceof Number || object instanceof Boolean;
  }

  private static boolean isAtomicContainer(Object object) {
    return object instanceof AtomicReferenceArray
        || object instanceof AtomicStampedReference
        || object instanceof AtomicMarkableReference;
  }

  private static boolean isCollection(Object object) {
    return object instanceof Collection || object instanceof Map;
  }

  private static boolean isFunction(Class<?> type) {
    return type.getName().contains("$$Lambda");
  }

  /** A class of core: how its objects do their work is not the user's affair. */
  static boolean isOfDosync(Class<?> type) {
    return CORE.contains(type.getPackageName());
  }

  /** Also for classes that containers derive from those of users. */
  static boolean isOfLibrary(String className) {
    return className.contains("$$") || LIBRARIES.stream().anyMatch(className::startsWith);
  }

  /** The class that a user has written, above those that containers derive from it. */
  static @Nullable Class<?> userClass(Class<?> type) {
    return USER_CLASSES.get(type).orElse(null);
  }

  private static Optional<Class<?>> findUserClass(Class<?> type) {
    Class<?> candidate = type;
    while (candidate != null && candidate.getName().contains("$$")) {
      candidate = candidate.getSuperclass();
    }
    return Optional.<Class<?>>ofNullable(candidate).filter(found -> !isOfLibrary(found.getName()));
  }

  /** Whether a user has written fields of it, be they all of it or not. */
  static boolean hasFields(Object object) {
    Class<?> type = object.getClass();
    return of(object) == FIELDS || (!isOfDosync(type) && isExtended(type));
  }

  /** An enum, or a class that extends one of a library which holds something, such as ArrayList. */
  private static boolean isExtended(Class<?> type) {
    Class<?> level = userClass(type);
    while (level != null && !isOfLibrary(level.getName())) {
      level = level.getSuperclass();
    }
    return level == Enum.class
        || (level != null && level != Object.class && !Modifier.isAbstract(level.getModifiers()));
  }

  /** The class that a function is written in, or null if that can't be found. */
  static @Nullable Class<?> writtenIn(Class<?> function) {
    String name = function.getName();
    try {
      return Class.forName(
          name.substring(0, name.indexOf("$$Lambda")), false, function.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  static @Nullable Object held(Object holder) {
    if (holder instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    return holder instanceof Atom<?> atom ? atom.deref() : ((AtomicReference<?>) holder).get();
  }
}
