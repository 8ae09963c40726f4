package org.dosync.junit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the objects that a body uses hold at a moment: fields, collections, arrays, atoms. */
final class Snapshot {

  private static final int OBJECTS = 10_000;

  /** How deep containers in containers are part of what a place holds; deeper ones are places. */
  private static final int DEPTH = 4;

  /** A field of an object or class; or an object that a function has captured. */
  private record Place(Object owner, @Nullable Field field) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && place.owner == owner
          && Objects.equals(place.field, field);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(owner);
    }

    /** For messages. */
    String name() {
      return field == null
          ? "the " + owner.getClass().getSimpleName() + " it uses"
          : field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
  }

  private record Text(Class<?> type, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** An object that is changed elsewhere, if at all. */
  private record Same(Object object) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Same same && Likeness.isEqual(object, same.object);
    }

    /** Both sides are asked in one comparison, so that it does not matter if it changes. */
    @Override
    public int hashCode() {
      try {
        return object.hashCode();
      } catch (RuntimeException | StackOverflowError itHasNone) {
        return object.getClass().hashCode();
      }
    }

    @Override
    public String toString() {
      return Shown.text(object);
    }
  }

  /** What a container holds whose order tells nothing: that of a hash table depends on its past. */
  private record InAnyOrder(List<@Nullable Object> elements) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof InAnyOrder others
          && elements.size() == others.elements.size()
          && (elements.equals(others.elements) || counts().equals(others.counts()));
    }

    private Map<@Nullable Object, Integer> counts() {
      Map<@Nullable Object, Integer> counts = new HashMap<>();
      elements.forEach(element -> counts.merge(element, 1, Integer::sum));
      return counts;
    }

    @Override
    public int hashCode() {
      return elements.size();
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /** A copy: there may be millions of them, each of which would take an object of its own. */
  private record Primitives(Object array) {

    private static final int SHOWN = 80;

    static Primitives in(Object array) {
      int length = Array.getLength(array);
      Object copy = Array.newInstance(array.getClass().getComponentType(), length);
      System.arraycopy(array, 0, copy, 0, length);
      return new Primitives(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Primitives others && Objects.deepEquals(array, others.array);
    }

    @Override
    public int hashCode() {
      return Array.getLength(array);
    }

    @Override
    public String toString() {
      return IntStream.range(0, Math.min(SHOWN, Array.getLength(array)))
          .mapToObj(i -> Array.get(array, i))
          .toList()
          .toString();
    }
  }

  private final Map<Place, @Nullable Object> contents = new LinkedHashMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> toVisit = new ArrayDeque<>();

  private final Set<Object> deep = Collections.newSetFromMap(new IdentityHashMap<>());

  private Snapshot() {}

  static Snapshot of(Object body) {
    Snapshot snapshot = new Snapshot();
    snapshot.reach(body);
    while (!snapshot.toVisit.isEmpty()) {
      snapshot.visit(snapshot.toVisit.remove());
    }
    return snapshot;
  }

  private void reach(@Nullable Object object) {
    if (object != null && seen.size() < OBJECTS && isWide(object) && seen.add(object)) {
      toVisit.add(object);
    }
  }

  /** Whether there is more to it than what the place that holds it tells. */
  private static boolean isWide(Object object) {
    return Kind.hasFields(object) || !(Kind.of(object) == Kind.TEXT || Kind.isOfPrimitives(object));
  }

  private void visit(Object object) {
    if (deep.contains(object)) {
      contents.put(new Place(object, null), content(object, 0));
    }
    if (Kind.hasFields(object)) {
      visitObject(object);
    }
    switch (Kind.of(object)) {
      case FUNCTION -> visitFunction(object);
      case CONTAINER -> elements(object).forEach(this::reachElement);
      case HOLDER -> reach(Kind.held(object));
      case OPAQUE -> Inside.called(object).forEach(this::captured);
      case TEXT, FIELDS -> {}
    }
  }

  private void reachElement(@Nullable Object element) {
    if (element instanceof Map.Entry<?, ?> entry) {
      reach(entry.getKey());
      reach(entry.getValue());
    } else {
      reach(element);
    }
  }

  private void visitFunction(Object function) {
    Class<?> writtenIn = Kind.writtenIn(function.getClass());
    if (writtenIn == null || CallSite.isOfLibrary(writtenIn.getName())) {
      forEachCaptured(function, this::reach);
    } else {
      forEachCaptured(function, this::captured);
      visitStatics(writtenIn);
    }
  }

  private static void forEachCaptured(Object function, Consumer<@Nullable Object> action) {
    for (Field field : Inside.captured(function)) {
      action.accept(Inside.get(field, function));
    }
  }

  private void captured(@Nullable Object object) {
    if (object != null) {
      Object content = content(object, 0);
      if (!(content instanceof Same)) {
        contents.put(new Place(object, null), content);
      }
      reach(object);
    }
  }

  private void visitObject(Object object) {
    Class<?> type = Objects.requireNonNull(Kind.userClass(object.getClass()));
    for (Field field : Inside.fields(type)) {
      if (!Modifier.isStatic(field.getModifiers())) {
        note(field, object, object);
      }
    }
    visitStatics(type);
  }

  private void visitStatics(Class<?> type) {
    if (seen.add(type)) {
      for (Field field : Inside.fields(type)) {
        if (Modifier.isStatic(field.getModifiers())) {
          note(field, field.getDeclaringClass(), null);
        }
      }
    }
  }

  private void note(Field field, Object owner, @Nullable Object instance) {
    Object value = Inside.get(field, instance);
    contents.put(new Place(owner, field), content(value, 0));
    reach(value);
  }

  /** Equal to what the place holds later, if that has not changed. */
  private @Nullable Object content(@Nullable Object value, int depth) {
    if (value == null) {
      return null;
    }
    return switch (Kind.of(value)) {
      case TEXT -> new Text(value.getClass(), Kind.text(value));
      case HOLDER -> depth < DEPTH ? content(Kind.held(value), depth + 1) : deep(value);
      case CONTAINER ->
          Kind.isOfPrimitives(value)
              ? Primitives.in(value)
              : depth < DEPTH ? contents(value, depth + 1) : deep(value);
      case FUNCTION, FIELDS, OPAQUE -> new Same(value);
    };
  }

  private Object deep(Object container) {
    deep.add(container);
    return new Same(container);
  }

  private Object contents(Object container, int depth) {
    List<@Nullable Object> contents = new ArrayList<>();
    for (Object element : elements(container)) {
      contents.add(
          element instanceof Map.Entry<?, ?> entry
              ? new SimpleImmutableEntry<>(
                  content(entry.getKey(), depth), content(entry.getValue(), depth))
              : content(element, depth));
    }
    return hasOrder(container) ? contents : new InAnyOrder(contents);
  }

  private static boolean hasOrder(Object container) {
    return container instanceof LinkedHashMap
        || container instanceof LinkedHashSet
        || !(container instanceof Map
            || container instanceof Set
            || container instanceof PriorityQueue
            || container instanceof PriorityBlockingQueue);
  }

  /** Nothing, if another thread changes it right now. */
  private static List<@Nullable Object> elements(Object container) {
    try {
      return Inside.elements(container);
    } catch (RuntimeException changing) {
      return List.of();
    }
  }

  /** Tells each place that holds something else in a later snapshot, and how that looks. */
  void compare(Snapshot later, BiConsumer<String, String> difference) {
    contents.forEach(
        (place, content) -> {
          if (later.contents.containsKey(place)
              && !Objects.equals(content, later.contents.get(place))) {
            difference.accept(
                place.name(),
                place.name()
                    + " was "
                    + Shown.text(content)
                    + " before the try and "
                    + Shown.text(later.contents.get(place))
                    + " after it");
          }
        });
  }
}
