package org.dosync.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.BaseStream;
import org.dosync.TransactionalRef;
import org.dosync.testing.Tries.Ended;
import org.jspecify.annotations.Nullable;

/**
 * Whether what two tries have made is the same, though each has made objects of its own: equal, or
 * alike in all its parts. What only has an identity, such as the handle of a timer, is not; unless
 * both tries release theirs on abort.
 */
final class Likeness {

  /** Two objects, by their identity. */
  private record Pair(Object one, Object other) {

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Pair pair && pair.one == one && pair.other == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(one) * 31 + System.identityHashCode(other);
    }
  }

  private final Set<Object> released = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What has been found; and for those that are being compared, that they are alike. */
  private final Map<Pair, Boolean> found = new HashMap<>();

  private final Ended first;
  private final Ended next;

  /** With what the hooks for an abort hold on to. */
  Likeness(Ended first, Ended next) {
    this.first = first;
    this.next = next;
    first.onAbort().forEach(this::release);
    next.onAbort().forEach(this::release);
  }

  private void release(Object hook) {
    if (released.add(hook) && Kind.of(hook) == Kind.FUNCTION) {
      for (Field field : Inside.captured(hook)) {
        Object captured = Inside.get(field, hook);
        if (captured != null) {
          release(captured);
        }
      }
    }
  }

  static boolean isEqual(@Nullable Object one, @Nullable Object other) {
    try {
      return Objects.equals(one, other);
    } catch (RuntimeException neither) {
      return one == other;
    }
  }

  boolean isAlike(@Nullable Object one, @Nullable Object other) {
    try {
      return alike(one, other);
    } catch (StackOverflowError tooDeep) {
      return true; // no difference as deep as could be looked
    }
  }

  private boolean alike(@Nullable Object one, @Nullable Object other) {
    if (isEqual(one, other)) {
      return true;
    }
    if (one == null || other == null || Kind.of(one) != Kind.of(other)) {
      return false;
    }
    if (Kind.of(one) == Kind.TEXT) {
      return alikeInside(one, other);
    }
    Pair pair = new Pair(one, other);
    Boolean known = found.putIfAbsent(pair, true);
    if (known == null) {
      known = alikeInside(one, other);
      found.put(pair, known);
    }
    return known;
  }

  private boolean alikeInside(Object one, Object other) {
    boolean sameClass = one.getClass() == other.getClass();
    return switch (Kind.of(one)) {
      case TEXT -> sameClass && Kind.text(one).equals(Kind.text(other));
      case HOLDER -> sameClass && alike(Kind.held(one), Kind.held(other));
      case CONTAINER -> containersAlike(one, other);
      case FUNCTION -> sameClass && fieldsAlike(Inside.captured(one), one, other);
      case FIELDS -> sameClass && objectsAlike(one, other);
      case OPAQUE -> sameClass && opaqueAlike(one, other);
    };
  }

  private boolean objectsAlike(Object one, Object other) {
    return messagesEqual(one, other)
        && fieldsAlike(
            Inside.fields(Objects.requireNonNull(Kind.userClass(one.getClass()))), one, other);
  }

  private static boolean messagesEqual(Object one, Object other) {
    return !(one instanceof Throwable thrown)
        || Objects.equals(thrown.getMessage(), ((Throwable) other).getMessage());
  }

  private boolean fieldsAlike(List<Field> fields, Object one, Object other) {
    for (Field field : fields) {
      if (!Modifier.isStatic(field.getModifiers())
          && !alike(Inside.get(field, one), Inside.get(field, other))) {
        return false;
      }
    }
    return true;
  }

  // ---- containers

  private boolean containersAlike(Object one, Object other) {
    if (Kind.isOfPrimitives(one)) {
      return Objects.deepEquals(one, other);
    }
    List<@Nullable Object> elements = Inside.elements(one);
    List<@Nullable Object> others = Inside.elements(other);
    if (elements.size() != others.size()) {
      return false;
    }
    return one instanceof Set || one instanceof Map
        ? alikeInAnyOrder(elements, others)
        : alikeInOrder(elements, others);
  }

  private boolean alikeInOrder(List<@Nullable Object> elements, List<@Nullable Object> others) {
    for (int i = 0; i < elements.size(); i++) {
      if (!alike(elements.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean alikeInAnyOrder(List<@Nullable Object> elements, List<@Nullable Object> others) {
    List<@Nullable Object> left = new ArrayList<>(others);
    elements.removeIf(left::remove); // equal ones, quickly
    for (Object element : elements) {
      if (!removeOneLike(element, left)) {
        return false;
      }
    }
    return true;
  }

  private boolean removeOneLike(@Nullable Object element, List<@Nullable Object> left) {
    for (Iterator<@Nullable Object> all = left.iterator(); all.hasNext(); ) {
      if (elementsAlike(element, all.next())) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  private boolean elementsAlike(@Nullable Object one, @Nullable Object other) {
    return one instanceof Map.Entry<?, ?> entry && other instanceof Map.Entry<?, ?> another
        ? alike(entry.getKey(), another.getKey()) && alike(entry.getValue(), another.getValue())
        : alike(one, other);
  }

  // ---- what nobody looks into

  private boolean opaqueAlike(Object one, Object other) {
    if (one instanceof TransactionalRef<?> ref && !isSame(ref, (TransactionalRef<?>) other)) {
      return false;
    }
    if (Kind.isOfDosync(one.getClass())) {
      return usersPartsAlike(one, other);
    }
    return (released.contains(one) && released.contains(other))
        || (one instanceof Throwable && messagesEqual(one, other))
        || one instanceof BaseStream
        || one instanceof Iterator
        || one.getClass() == Object.class;
  }

  /** Refs that the tries have made are dropped with them; any others are two refs. */
  boolean isSame(TransactionalRef<?> ref, TransactionalRef<?> other) {
    return ref == other || (first.made().test(ref) && next.made().test(other));
  }

  /**
   * Refs, promises, jobs and actions of a try are dropped with it; but not what users gave them.
   */
  private boolean usersPartsAlike(Object one, Object other) {
    for (Field field : Inside.fields(one.getClass())) {
      if (!Modifier.isStatic(field.getModifiers())) {
        Object part = Inside.get(field, one);
        Object otherPart = Inside.get(field, other);
        if (isUsersPart(part) && isUsersPart(otherPart) && !alike(part, otherPart)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Not the atom that a job has its state in: an abort stops the job. */
  private static boolean isUsersPart(@Nullable Object part) {
    if (part == null) {
      return false;
    }
    Kind kind = Kind.of(part);
    return kind == Kind.FUNCTION
        || kind == Kind.FIELDS
        || (kind == Kind.OPAQUE && Kind.isOfDosync(part.getClass()));
  }
}
