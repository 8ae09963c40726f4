package org.dosync.cdi;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds annotations where nobody looks at them. */
final class PlacementChecks {

  static final List<Class<? extends Annotation>> ON_CLASSES =
      List.of(Dosync.class, Async.class, SideEffect.class, AgentState.class);

  static final List<Class<? extends Annotation>> ON_METHODS =
      List.of(
          Dosync.class, Async.class, Send.class, SendOff.class, SideEffect.class, Restart.class);

  /** Those that dosync-weave knows. */
  static final Set<Class<? extends Annotation>> WOVEN = Set.of(Dosync.class, SideEffect.class);

  private static final List<Class<? extends Annotation>> CALLED_BY_CONTAINER =
      List.of(
          PostConstruct.class,
          PreDestroy.class,
          AroundInvoke.class,
          AroundConstruct.class,
          Inject.class);

  private static final List<Class<? extends Annotation>> SENDS = List.of(Send.class, SendOff.class);

  private static final List<Class<? extends Annotation>> INJECTED =
      List.of(Inject.class, Produces.class);

  /** Their parameter is given, and all others of its method are injected. */
  static final List<Class<? extends Annotation>> GIVEN =
      List.of(Observes.class, ObservesAsync.class, Disposes.class);

  private final Class<?> beanClass;
  private final Annotations annotations;
  private final Kinds kinds;
  private final Predicate<Class<? extends Annotation>> onClass;
  private final List<String> problems = new ArrayList<>();

  private PlacementChecks(
      Annotations annotations, Kinds kinds, Predicate<Class<? extends Annotation>> onClass) {
    this.beanClass = annotations.beanClass();
    this.annotations = annotations;
    this.kinds = kinds;
    this.onClass = onClass;
  }

  /**
   * Looks at a bean.
   *
   * @param onClass whether an annotation is there for all methods
   * @param methods those that it has by itself, and has not overridden
   */
  static List<String> problems(
      Annotations annotations,
      Kinds kinds,
      Predicate<Class<? extends Annotation>> onClass,
      List<Method> methods) {
    PlacementChecks checks = new PlacementChecks(annotations, kinds, onClass);
    methods.forEach(checks::checkInterception);
    if (!kinds.isDefaultMethodIntercepted()) {
      methods.stream().filter(Method::isDefault).forEach(checks::reportDefault);
    }
    methods.forEach(checks::checkCaller);
    annotations.methods().forEach(checks::checkHidden);
    checks.checkInterfaces();
    checks.checkAbstractMethods(methods);
    checks.checkShared();
    return checks.problems;
  }

  // ---- methods

  /**
   * Of those that observe or produce some containers intercept private ones too, and others not.
   */
  private void checkHidden(Method method) {
    boolean called = isOfObserver(method) || annotations.isPresent(Produces.class, method);
    String kind = Checks.uninterceptable(method, beanClass);
    if (called && isHidden(method, kind)) {
      for (Class<? extends Annotation> annotation : ON_CLASSES) {
        if (onClass.test(annotation)) {
          report(
              1,
              method,
              nameOf(annotation)
                  + " of the class has no effect on a "
                  + kind
                  + " method that observes or produces: "
                  + Checks.mend(kind));
        }
      }
    }
  }

  private static boolean isHidden(Method method, String uninterceptable) {
    boolean isKept = uninterceptable.isEmpty() || uninterceptable.equals("final");
    return !isKept && !Modifier.isStatic(method.getModifiers());
  }

  private void checkInterception(Method method) {
    String kind = Checks.uninterceptable(method, beanClass);
    for (Class<? extends Annotation> annotation : ON_METHODS) {
      if (!kind.isEmpty() && isOn(method, annotation) && !isWoven(annotation, method)) {
        report(
            1,
            method,
            nameOf(annotation)
                + " has no effect on a "
                + kind
                + " method, which no container intercepts: "
                + Checks.mend(kind)
                + (mayBeWoven(annotation, method) ? ", or weave the class" : ""));
      }
    }
  }

  private void reportDefault(Method method) {
    for (Class<? extends Annotation> annotation : ON_METHODS) {
      if (isOn(method, annotation) && !isWoven(annotation, method)) {
        report(
            1,
            method,
            nameOf(annotation)
                + " has no effect on an inherited default method, which this container does not"
                + " intercept: override it, and put the annotation there");
      }
    }
  }

  /** Whether the annotation works without its container. */
  static boolean isWoven(Class<? extends Annotation> annotation, Method method) {
    return mayBeWoven(annotation, method) && WovenMethod.isWoven(method);
  }

  private static boolean mayBeWoven(Class<? extends Annotation> annotation, Method method) {
    return WOVEN.contains(annotation) && method.isAnnotationPresent(annotation);
  }

  /**
   * How the container calls a method as a part of making, destroying or calling a bean, which
   * passes no interceptor; null if it does not.
   */
  static @Nullable Class<? extends Annotation> calledByContainer(
      Annotations annotations, Method method) {
    return CALLED_BY_CONTAINER.stream()
        .filter(kind -> annotations.isPresent(kind, method))
        .findFirst()
        .orElse(null);
  }

  private void checkCaller(Method method) {
    Class<? extends Annotation> caller = calledByContainer(annotations, method);
    if (caller == null || !Checks.uninterceptable(method, beanClass).isEmpty()) {
      return;
    }
    for (Class<? extends Annotation> annotation : ON_METHODS) {
      if (isOn(method, annotation)) {
        report(
            15,
            method,
            nameOf(annotation)
                + " has no effect on a method with "
                + nameOf(caller)
                + ", which the container calls past all interceptors: drop it, and say in plain Java"
                + " there what it says");
      }
    }
    for (Class<? extends Annotation> annotation : Schedule.ANNOTATIONS) {
      if (annotations.isPresent(annotation, method)) {
        report(
            15,
            method,
            "a method with "
                + nameOf(caller)
                + " is the container's to call, and no job: drop "
                + nameOf(annotation)
                + ", or make two methods of it");
      }
    }
  }

  // ---- interfaces

  private void checkInterfaces() {
    for (Class<?> type : interfaces(beanClass, new LinkedHashSet<>())) {
      for (Class<? extends Annotation> annotation : ON_CLASSES) {
        if (isOn(type, annotation) && !onClass.test(annotation)) {
          report(25, beanClass.getName(), fromInterface(annotation, type, "put it on the class"));
        }
      }
      Stream.of(type.getDeclaredMethods())
          .filter(method -> Modifier.isAbstract(method.getModifiers()))
          .forEach(this::checkImplementation);
    }
  }

  private static Set<Class<?>> interfaces(Class<?> type, Set<Class<?>> found) {
    for (Class<?> one : type.getInterfaces()) {
      if (!one.getName().startsWith("java.")) {
        found.add(one);
        interfaces(one, found);
      }
    }
    return type.getSuperclass() == null ? found : interfaces(type.getSuperclass(), found);
  }

  private void checkImplementation(Method declared) {
    saidOn(declared)
        .filter(annotation -> !isImplementedWith(annotation, declared))
        .forEach(
            annotation ->
                report(
                    25,
                    declared,
                    fromInterface(annotation, declared.getDeclaringClass(), "put it here")));
  }

  /** What is said on an abstract method, and not on the class for all. */
  private Stream<Class<? extends Annotation>> saidOn(Method declared) {
    return Stream.concat(ON_METHODS.stream(), Schedule.ANNOTATIONS.stream())
        .filter(annotation -> isOn(declared, annotation) && !onClass.test(annotation));
  }

  private boolean isImplementedWith(Class<? extends Annotation> annotation, Method declared) {
    try {
      Method method = beanClass.getMethod(declared.getName(), declared.getParameterTypes());
      return isOn(method, annotation);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e); // no class would implement its interface
    }
  }

  private static String fromInterface(
      Class<? extends Annotation> annotation, Class<?> from, String mend) {
    return notInherited(annotation, "an interface, as " + from.getSimpleName(), mend);
  }

  private static String notInherited(
      Class<? extends Annotation> annotation, String from, String mend) {
    return "beans do not inherit " + nameOf(annotation) + " from " + from + " is: " + mend;
  }

  /** Those of superclasses: what overrides one has its own annotations only. */
  private void checkAbstractMethods(List<Method> methods) {
    for (Class<?> type = beanClass.getSuperclass(); type != null; type = type.getSuperclass()) {
      Stream.of(type.getDeclaredMethods())
          .filter(method -> Modifier.isAbstract(method.getModifiers()))
          .forEach(declared -> checkOverriding(declared, overriding(declared, methods)));
    }
  }

  /** Mostly one; beside an overload, of a method with type variables, there may be more. */
  private List<Method> overriding(Method declared, List<Method> methods) {
    return methods.stream()
        .filter(method -> Overriding.overriddenBy(method, beanClass).contains(declared))
        .toList();
  }

  private void checkOverriding(Method declared, List<Method> overriding) {
    saidOn(declared)
        .filter(
            annotation ->
                overriding.stream().noneMatch(method -> isOnOrAnother(method, annotation)))
        .forEach(
            annotation ->
                overriding.stream()
                    .limit(1)
                    .forEach(method -> reportNotInherited(annotation, declared, method)));
  }

  /** What overrides may say it in another way: of these a method has one. */
  private boolean isOnOrAnother(Method method, Class<? extends Annotation> annotation) {
    return Stream.of(SENDS, Schedule.ANNOTATIONS, List.of(annotation))
        .filter(alike -> alike.contains(annotation))
        .flatMap(Collection::stream)
        .anyMatch(one -> isOn(method, one));
  }

  private void reportNotInherited(
      Class<? extends Annotation> annotation, Method declared, Method method) {
    String from = "an abstract method, as that of " + declared.getDeclaringClass().getSimpleName();
    report(25, method, notInherited(annotation, from, "put it here"));
  }

  // ---- injection points that are none

  static List<String> uninjected(Annotations annotations, Kinds kinds) {
    PlacementChecks checks = new PlacementChecks(annotations, kinds, type -> false);
    checks.checkShared();
    return checks.problems;
  }

  private void checkShared() {
    annotations.fields().stream().filter(this::isSharedInVain).forEach(this::reportUninjected);
    annotations.methods().stream().filter(this::isSharedInVain).forEach(this::reportUninjected);
    Stream.concat(annotations.methods().stream(), annotations.constructors().stream())
        .filter(callable -> hasParameter(Shared.class, callable))
        .filter(callable -> !isInjected(callable) && !isOfObserver(callable))
        .forEach(this::reportUninjected);
  }

  private boolean isSharedInVain(AnnotatedElement member) {
    return annotations.isPresent(Shared.class, member) && !isInjected(member);
  }

  private boolean isInjected(AnnotatedElement member) {
    return INJECTED.stream().anyMatch(kind -> annotations.isPresent(kind, member));
  }

  private boolean isOfObserver(Executable callable) {
    return GIVEN.stream().anyMatch(kind -> hasParameter(kind, callable));
  }

  private boolean hasParameter(Class<? extends Annotation> annotation, Executable callable) {
    return !annotations.parameters(annotation, callable).isEmpty();
  }

  private void reportUninjected(Member member) {
    report(
        16,
        SharedReference.place(member),
        "@Shared has no effect where nothing is injected or produced: add @Inject");
  }

  /** By itself, or by an interceptor binding. */
  private boolean isOn(Method method, Class<? extends Annotation> annotation) {
    return Bound.onMethod(annotation, method, annotations, kinds) != null;
  }

  private boolean isOn(Class<?> type, Class<? extends Annotation> annotation) {
    return Bound.onClass(annotation, Annotations.of(type), List.of(), kinds) != null;
  }

  private static String nameOf(Class<? extends Annotation> annotation) {
    return "@" + annotation.getSimpleName();
  }

  private void report(int code, Method method, String text) {
    report(code, Checks.place(beanClass, method), text);
  }

  private void report(int code, String place, String text) {
    problems.add(Checks.problem(code, place, text));
  }
}
