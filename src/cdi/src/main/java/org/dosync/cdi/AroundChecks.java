package org.dosync.cdi;

import jakarta.decorator.Decorator;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds annotations in interceptors and decorators. Those are around beans, and none themselves:
 * what calls them passes no interceptor, and nobody can ask for one, a job neither.
 */
final class AroundChecks {

  private static final List<Class<? extends Annotation>> ON_METHODS =
      Stream.of(PlacementChecks.ON_METHODS, Schedule.ANNOTATIONS).flatMap(List::stream).toList();

  private final Class<?> type;
  private final Annotations annotations;
  private final Kinds kinds;
  private final boolean isInterceptor;
  private final List<String> problems = new ArrayList<>();

  private AroundChecks(Annotations annotations, Kinds kinds) {
    this.type = annotations.beanClass();
    this.annotations = annotations;
    this.kinds = kinds;
    this.isInterceptor = annotations.onClass().stream().anyMatch(Interceptor.class::isInstance);
  }

  /** Whether a class with such annotations is one, by a function that knows those. */
  static boolean isAround(Predicate<Class<? extends Annotation>> isAnnotated) {
    return isAnnotated.test(Interceptor.class) || isAnnotated.test(Decorator.class);
  }

  static List<String> problems(Annotations annotations, Kinds kinds) {
    AroundChecks checks = new AroundChecks(annotations, kinds);
    checks.checkClass();
    annotations.methods().stream()
        .filter(method -> !method.isSynthetic() && !method.getDeclaringClass().isInterface())
        .filter(method -> !Overriding.isOverridden(method, checks.type))
        .forEach(checks::checkMethod);
    checks.problems.addAll(PlacementChecks.uninjected(annotations, kinds));
    return checks.problems;
  }

  /** On an interceptor all but one of them are bindings. */
  private void checkClass() {
    List<Class<? extends Annotation>> stereotypes = Bound.stereotypes(annotations.onClass(), kinds);
    for (Class<? extends Annotation> annotation :
        isInterceptor ? List.of(AgentState.class) : PlacementChecks.ON_CLASSES) {
      if (Bound.onClass(annotation, annotations, stereotypes, kinds) != null
          && !(isForWeaving(annotation) && isAnyWoven())) {
        report(type.getName(), annotation);
      }
    }
  }

  private boolean isAnyWoven() {
    return Stream.of(type.getDeclaredMethods()).anyMatch(WovenMethod::isWoven);
  }

  private void checkMethod(Method method) {
    for (Class<? extends Annotation> annotation : ON_METHODS) {
      if (Bound.onMethod(annotation, method, annotations, kinds) != null
          && !PlacementChecks.isWoven(annotation, method)) {
        report(Checks.place(type, method), annotation);
      }
    }
    if (!annotations.parameters(AgentKey.class, method).isEmpty()) {
      report(Checks.place(type, method), AgentKey.class);
    }
  }

  private static boolean isForWeaving(Class<? extends Annotation> annotation) {
    return PlacementChecks.WOVEN.contains(annotation);
  }

  private void report(String place, Class<? extends Annotation> annotation) {
    problems.add(
        Checks.problem(
            28,
            place,
            "@"
                + annotation.getSimpleName()
                + " has no effect in "
                + (isInterceptor ? "an interceptor" : "a decorator")
                + ", which is around beans and none itself: put it into a bean, and inject that here"
                + (isForWeaving(annotation) ? ", or weave the class" : "")));
  }
}
