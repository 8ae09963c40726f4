package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dosync.Failure;
import org.dosync.Reference;
import org.jspecify.annotations.Nullable;

/** What an application says of its shared references, gathered and checked before it starts. */
final class Sharing implements AutoCloseable {

  /**
   * What is to be injected by which name. Compared by hand: of the records that it compares itself
   * the JDK keeps the last one's class, and with it the application.
   */
  record Key(String name, Type type) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && name.equals(that.name) && type.equals(that.type);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + type.hashCode();
    }
  }

  /** A producer of a first value. */
  private record Producer(String name, Set<Type> types, Member member) {

    String place() {
      return SharedReference.place(member);
    }

    /** Whether there must be a reference first: for the producer, or for the bean that has it. */
    boolean needs(Point point) {
      return name.equals(point.name)
          && (member.equals(point.member) || (!isStatic() && point.isOfBean(owner())));
    }

    private boolean isStatic() {
      return Modifier.isStatic(member.getModifiers());
    }

    private Class<?> owner() {
      return member.getDeclaringClass();
    }
  }

  /** Where a reference is injected at once. */
  private record Point(String name, Member member) {

    /** Not if it is the parameter of a method that is called later. */
    boolean isOfBean(Class<?> bean) {
      return member.getDeclaringClass().isAssignableFrom(bean)
          && (!(member instanceof Method method) || method.isAnnotationPresent(Inject.class));
    }
  }

  private final Set<Key> injected = ConcurrentHashMap.newKeySet();
  private final List<Point> points = new CopyOnWriteArrayList<>();
  private final Map<String, SharedReference> references = new ConcurrentHashMap<>();

  /** What is wrong there is told; what follows from it is not. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private final List<Producer> producers = new CopyOnWriteArrayList<>();
  private final Set<Bean<?>> shown = ConcurrentHashMap.newKeySet();
  private final List<ObserverMethod<?>> observers = new CopyOnWriteArrayList<>();
  private final Configuration configuration;
  private final Consumer<String> problems;

  /** There from the first constraint on: else Jakarta Validation is not needed. */
  private volatile @Nullable Constraints constraints;

  Sharing(Configuration configuration, Consumer<String> problems) {
    this.configuration = configuration;
    this.problems = problems;
  }

  private void report(int code, String place, String text) {
    problems.accept(Checks.problem(code, place, text));
  }

  /** What is wrong with a first value is so in the configuration, if that has a say. */
  private void report(int code, SharedReference reference, String text) {
    String origin = reference.origin();
    report(origin.isEmpty() ? code : 13, reference.place(), text + origin);
  }

  // ---- gathering

  void point(InjectionPoint point) {
    Shared annotation = find(point.getQualifiers());
    if (annotation != null && !isOfEvents(point) && !isGiven(point)) {
      Configured<Shared> configured = configuration.of(annotation);
      if (!SharedReference.isLater(point)) {
        points.add(new Point(configured.annotation().value(), point.getMember()));
      }
      point(SharedReference.at(point, configured), configured.problems());
    }
  }

  /** With which an application tells changes itself, in a test. */
  private static boolean isOfEvents(InjectionPoint point) {
    return point.getType() instanceof ParameterizedType type && type.getRawType() == Event.class;
  }

  /** OpenWebBeans shows what is to be disposed of too. */
  private static boolean isGiven(InjectionPoint point) {
    return PlacementChecks.GIVEN.stream().anyMatch(point.getAnnotated()::isAnnotationPresent);
  }

  private void point(SharedReference reference, List<String> misconfigured) {
    injected.add(new Key(reference.name(), reference.type()));
    String problem = reference.problem();
    if (!misconfigured.isEmpty()) {
      misconfigured.forEach(text -> refuse(13, reference, "@Shared: " + text));
    } else if (problem == null) {
      references.merge(
          reference.name(), reference, (first, other) -> first.and(other, this::refuseDifference));
    } else {
      refused.add(reference.name());
      report(11, reference, problem);
    }
  }

  private void refuseDifference(SharedReference reference, String text) {
    refuse(12, reference, text);
  }

  private void refuse(int code, SharedReference reference, String text) {
    refused.add(reference.name());
    report(code, reference.place(), text);
  }

  void producer(Bean<?> bean, Member member) {
    shown.add(bean);
    producer(bean.getQualifiers(), bean.getTypes(), member);
  }

  void producer(Set<Annotation> qualifiers, Set<Type> types, Member member) {
    Shared annotation = find(qualifiers);
    if (annotation != null) {
      producers.add(new Producer(annotation.value(), types, member));
    }
  }

  void observer(ObserverMethod<?> observer) {
    if (isObserver(observer.getObservedQualifiers(), observer.getObservedType())) {
      observers.add(observer);
    }
  }

  /** Of changes or failures, or meant to be. */
  static boolean isObserver(Set<Annotation> qualifiers, Type observed) {
    return find(qualifiers) != null || isOfChanges(observed) || Observers.isOfFailures(observed);
  }

  private static boolean isOfChanges(Type observed) {
    return Supertypes.raw(observed) instanceof Class<?> type
        && type.isAssignableFrom(Changed.class);
  }

  private static @Nullable Shared find(Set<Annotation> qualifiers) {
    for (Annotation qualifier : qualifiers) {
      if (qualifier instanceof Shared shared) {
        return shared;
      }
    }
    return null;
  }

  // ---- what was gathered

  Set<Key> injected() {
    return injected;
  }

  /** But for those that the application has beans of itself, which is refused later. */
  List<Key> toBeMade() {
    return injected.stream().filter(key -> !isProduced(key)).toList();
  }

  private boolean isProduced(Key key) {
    return producers.stream()
        .filter(producer -> producer.name().equals(key.name()))
        .anyMatch(producer -> producer.types().contains(key.type()));
  }

  SharedReference reference(String name) {
    return requireNonNull(references.get(name));
  }

  List<ObserverMethod<?>> observers() {
    return observers;
  }

  void constrain(Reference<?> reference, SharedReference shared) {
    if (!shared.constrained().isEmpty()) {
      reference.setValidator(
          requireNonNull(constraints).validator(reference, shared.constrained()));
    }
  }

  // ---- checking, once all is known

  void check(Function<SharedReference, Set<Bean<?>>> producersOf) {
    producers.stream()
        .filter(producer -> !refused.contains(producer.name()))
        .forEach(producer -> check(producer, producersOf));
    references.values().stream()
        .filter(reference -> !refused.contains(reference.name()))
        .forEach(this::checkConstraints);
    observers.forEach(this::check);
  }

  private void check(Producer producer, Function<SharedReference, Set<Bean<?>>> producersOf) {
    SharedReference reference = references.get(producer.name());
    Set<Bean<?>> chosen = reference == null ? Set.of() : producersOf.apply(reference);
    String problem =
        reference == null ? nobodyInjects(producer.name()) : problem(reference, chosen);
    if (problem != null) {
      report(21, producer.place(), problem);
    } else if (chosen.stream().anyMatch(bean -> bean.getBeanClass() == producer.owner())) {
      checkCircle(producer);
    }
  }

  /** One thread would be told of it, and two that meet there would wait for each other. */
  private void checkCircle(Producer producer) {
    points.stream()
        .filter(producer::needs)
        .findFirst()
        .ifPresent(point -> report(27, producer.place(), circle(producer, point)));
  }

  private static String circle(Producer producer, Point point) {
    String start = "the first value of @Shared(\"" + producer.name() + "\") can't be made ";
    return producer.member().equals(point.member())
        ? start + "from the reference, which is not there yet: drop that parameter"
        : start
            + "by a bean into which the reference is injected, at "
            + SharedReference.place(point.member())
            + ": make the producer static";
  }

  private static String nobodyInjects(String name) {
    return "nobody injects @Shared(\"" + name + "\"): mend the name, or drop it";
  }

  /**
   * One, unless they are ambiguous. Managers do not know all: that of an extension in Payara, and
   * that of a library in an EAR, which finds no bean of a module.
   */
  Set<Bean<?>> producersOf(SharedReference reference, BeanManager beans) {
    Set<Bean<?>> found = knownProducersOf(reference, beans);
    return found.isEmpty() ? shownProducersOf(reference) : found;
  }

  private static Set<Bean<?>> knownProducersOf(SharedReference reference, BeanManager beans) {
    Set<Bean<?>> all = beans.getBeans(reference.valueType(), Shared.Literal.of(reference.name()));
    try {
      return all.isEmpty() ? all : Set.of(requireNonNull(beans.resolve(all)));
    } catch (AmbiguousResolutionException e) {
      return all;
    }
  }

  /** Only the alternatives that were chosen, if there are any. */
  Set<Bean<?>> shownProducersOf(SharedReference reference) {
    Set<Bean<?>> all =
        shown.stream()
            .filter(one -> one.getQualifiers().contains(Shared.Literal.of(reference.name())))
            .filter(one -> one.getTypes().contains(reference.valueType()))
            .collect(Collectors.toUnmodifiableSet());
    Set<Bean<?>> chosen =
        all.stream().filter(Bean::isAlternative).collect(Collectors.toUnmodifiableSet());
    return chosen.isEmpty() ? all : chosen;
  }

  private static @Nullable String problem(SharedReference reference, Set<Bean<?>> producers) {
    if (reference.isPromise()) {
      return reference + " is a Promise, which has no value at first: drop the producer";
    }
    if (!reference.initial().isEmpty()) {
      String place = reference.place() + reference.origin();
      return reference + " has its first value at " + place + ": say it once";
    }
    if (producers.isEmpty()) {
      return reference + " begins with " + Texts.oneOf(reference.valueType()) + ": return that";
    }
    if (producers.size() > 1) {
      return reference + " has more than one producer of its first value: drop all but one";
    }
    Class<?> scope = producers.iterator().next().getScope();
    return scope.isAnnotationPresent(NormalScope.class)
        ? reference
            + " would begin with the container's proxy of a value: drop @"
            + scope.getSimpleName()
        : null;
  }

  private void checkConstraints(SharedReference reference) {
    String misplaced = reference.problemOfConstraints();
    if (misplaced != null) {
      report(22, reference.place(), misplaced);
    } else if (!reference.constrained().isEmpty()) {
      checkFirstValue(reference);
    }
  }

  /** What a producer returns can't be asked for yet; but whether the constraints fit the type. */
  private void checkFirstValue(SharedReference reference) {
    try {
      if (constraints == null) {
        constraints = new Constraints();
      }
      Object first = reference.initialValue();
      String messages = constraints.messages(reference.constrained(), first);
      if (!messages.isEmpty() && !isProduced(reference.name())) {
        report(22, reference, reference + " can't begin with " + first + ": " + messages);
      }
    } catch (RuntimeException noProviderOrNotForThisType) {
      report(
          22,
          reference.place(),
          "the constraints of "
              + reference
              + " can't be checked: "
              + noProviderOrNotForThisType.getMessage());
    }
  }

  private boolean isProduced(String name) {
    return producers.stream().anyMatch(producer -> producer.name().equals(name));
  }

  private void check(ObserverMethod<?> observer) {
    Type type = observer.getObservedType();
    if (type == Object.class || isOfOwnEvents(observer.getObservedQualifiers())) {
      return; // of everything, whatever that is, or of nothing that we tell
    }
    String place = observer.getBeanClass().getName();
    if (observer.isAsync()) {
      report(
          24,
          place,
          "an observer of "
              + Texts.nameOf(type)
              + " is told at once: take @Observes instead of @ObservesAsync, and for another thread"
              + " a method with @Async, or an @AgentState bean");
    }
    checkQualifiers(observer, place);
    Shared shared = find(observer.getObservedQualifiers());
    String problem =
        shared == null || refused.contains(shared.value()) ? null : problem(shared.value(), type);
    if (problem != null) {
      report(23, place, problem);
    }
  }

  /** Those of an application's own, which it tells itself; of such types there may be some. */
  private static boolean isOfOwnEvents(Set<Annotation> qualifiers) {
    return find(qualifiers) == null
        && qualifiers.stream()
            .map(one -> one.annotationType().getPackageName())
            .anyMatch(name -> !name.startsWith("jakarta."));
  }

  private void checkQualifiers(ObserverMethod<?> observer, String place) {
    Type raw = Supertypes.raw(observer.getObservedType());
    if (raw != Changed.class && raw != Failure.class) {
      return; // of others' events too
    }
    for (Annotation qualifier : observer.getObservedQualifiers()) {
      if (!(qualifier instanceof Shared) && !(qualifier instanceof Any)) {
        report(
            23,
            place,
            "an observer of "
                + Texts.nameOf(observer.getObservedType())
                + " is never told of one with @"
                + qualifier.annotationType().getSimpleName()
                + ": drop that");
      }
    }
  }

  private @Nullable String problem(String name, Type observed) {
    SharedReference reference = references.get(name);
    if (reference == null) {
      return nobodyInjects(name);
    }
    if (reference.isPromise()) {
      return reference + " is a Promise, which does not change: chain to it, with thenAccept";
    }
    ChangedType changes = new ChangedType(reference.valueType());
    return changes.isA(observed)
        ? null
        : "the changes of "
            + reference
            + " are "
            + Texts.nameOf(changes)
            + ", not "
            + Texts.nameOf(observed);
  }

  @Override
  public void close() {
    if (constraints != null) {
      constraints.close();
    }
  }
}
