package org.dosync.junit;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of objects, as far as they can be read. */
final class Inside {

  private static final boolean HAS_INTERCEPTORS = hasInterceptors();

  /** Of one class. To ask for them takes longer than all else. */
  private static final ClassValue<List<Field>> READABLE =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> level) {
          return readable(level);
        }
      };

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (Class<?> level = type;
              level != null && !Kind.isOfLibrary(level.getName());
              level = level.getSuperclass()) {
            fields.addAll(READABLE.get(level));
          }
          return fields;
        }
      };

  private Inside() {}

  private static boolean hasInterceptors() {
    try {
      return InvocationContext.class.isInterface();
    } catch (NoClassDefFoundError absent) {
      return false;
    }
  }

  /** The fields of an object, from the given class upwards, as long as those are of users. */
  static List<Field> fields(Class<?> type) {
    return FIELDS.get(type);
  }

  /** What a function has captured. */
  static List<Field> captured(Object function) {
    return READABLE.get(function.getClass());
  }

  private static List<Field> readable(Class<?> level) {
    try {
      return Arrays.stream(level.getDeclaredFields())
          .filter(field -> !Modifier.isTransient(field.getModifiers()))
          .filter(field -> !field.getName().contains("$$"))
          .filter(Field::trySetAccessible)
          .toList();
    } catch (LinkageError absent) { // the class of a field, of a library that is not there
      return List.of();
    }
  }

  static @Nullable Object get(Field field, @Nullable Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The elements of a collection or an array, the entries of a map, the parts of a pair. */
  static List<@Nullable Object> elements(Object container) {
    if (container instanceof Map<?, ?> map) {
      return new ArrayList<>(map.entrySet());
    }
    if (container instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    if (container instanceof AtomicReferenceArray<?> array) {
      return IntStream.range(0, array.length()).<@Nullable Object>mapToObj(array::get).toList();
    }
    if (container instanceof AtomicStampedReference<?> stamped) {
      int[] stamp = new int[1];
      return Arrays.asList(stamped.get(stamp), stamp[0]);
    }
    if (container instanceof AtomicMarkableReference<?> markable) {
      boolean[] mark = new boolean[1];
      return Arrays.asList(markable.get(mark), mark[0]);
    }
    return elementsOfArray(container);
  }

  private static List<@Nullable Object> elementsOfArray(Object container) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(container); i++) {
      elements.add(Array.get(container, i));
    }
    return elements;
  }

  /** For a call of a bean's method: the bean and the arguments; else nothing. */
  static List<@Nullable Object> called(Object object) {
    if (HAS_INTERCEPTORS && object instanceof InvocationContext call) {
      List<@Nullable Object> called = new ArrayList<>(Arrays.asList(call.getParameters()));
      called.add(call.getTarget());
      return called;
    }
    return List.of();
  }
}
