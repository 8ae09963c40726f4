package org.dosync.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The observers of changes and failures. Each is a watch or a listener of its own, and not told by
 * the container's {@code Event}, which would stop at the first that throws.
 */
final class Observers {

  private static final Set<Annotation> ANY = Set.of(Any.Literal.INSTANCE);

  /** The key of a watch, shown when it fails. Compared by hand: see {@link Sharing.Key}. */
  private record Key(ObserverMethod<?> observer) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && observer.equals(that.observer);
    }

    @Override
    public int hashCode() {
      return observer.hashCode();
    }

    @Override
    public String toString() {
      return "observer " + observer.getBeanClass().getSimpleName();
    }
  }

  private final List<Consumer<Failure>> listeners = new CopyOnWriteArrayList<>();
  private final Sharing sharing;
  private final RequestScope requestScope;

  Observers(Sharing sharing, RequestScope requestScope) {
    this.sharing = sharing;
    this.requestScope = requestScope;
  }

  /** A reference that nobody observes gets no watch, and pays nothing. */
  void watch(Reference<?> reference, SharedReference shared) {
    ChangedType type = new ChangedType(shared.valueType());
    Set<Annotation> qualifiers = Set.of(Shared.Literal.of(shared.name()), Any.Literal.INSTANCE);
    for (ObserverMethod<Object> observer : of(type::isA, qualifiers)) {
      reference.addWatch(
          new Key(observer),
          (key, changed, oldValue, newValue) ->
              tell(
                  observer,
                  new Occurrence<>(
                      new Changed<>(shared.name(), oldValue, newValue), type, qualifiers)));
    }
  }

  void listen() {
    ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
    for (ObserverMethod<Object> observer : of(Observers::isOfFailures, ANY)) {
      Consumer<Failure> listener = failure -> tell(observer, failure, ofApplication);
      listeners.add(listener);
      Failures.addListener(listener);
    }
  }

  /** The process has failures after the container's end. Does no harm again. */
  void stopListening() {
    listeners.forEach(Failures::removeListener);
  }

  static boolean isOfFailures(Type observed) {
    return observed instanceof Class<?> type && type.isAssignableFrom(Failure.class);
  }

  /** The thread may be another application's. */
  private void tell(
      ObserverMethod<Object> observer, Failure failure, @Nullable ClassLoader ofApplication) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ofApplication);
    try {
      tell(observer, new Occurrence<>(failure, Failure.class, ANY));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void tell(ObserverMethod<Object> observer, Occurrence<Object> occurrence) {
    try {
      requestScope.call(
          () -> {
            observer.notify(occurrence);
            return null;
          });
    } catch (Exception thrown) {
      throw Unchecked.rethrow(thrown);
    }
  }

  /** In the order in which they are to be told. */
  @SuppressWarnings("unchecked")
  private List<ObserverMethod<Object>> of(Predicate<Type> type, Set<Annotation> qualifiers) {
    return sharing.observers().stream()
        .filter(observer -> !observer.isAsync() && type.test(observer.getObservedType()))
        .filter(observer -> areAmong(observer.getObservedQualifiers(), qualifiers))
        .sorted(Comparator.comparingInt(ObserverMethod::getPriority))
        .map(observer -> (ObserverMethod<Object>) observer)
        .toList();
  }

  private static boolean areAmong(Set<Annotation> wanted, Set<Annotation> qualifiers) {
    return wanted.stream().allMatch(one -> qualifiers.stream().anyMatch(own -> isSame(one, own)));
  }

  /** Not by the bean manager: that of ArC can't tell. */
  private static boolean isSame(Annotation wanted, Annotation own) {
    return wanted instanceof Shared one && own instanceof Shared other
        ? one.value().equals(other.value())
        : wanted.equals(own);
  }
}
