package org.dosync.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.dosync.ErrorMode;
import org.jspecify.annotations.Nullable;

/** What could not work in an {@link AgentState} bean as a whole, or is only for such a bean. */
final class AgentChecks {

  private final Bean<?> bean;
  private final Class<?> beanClass;
  private final Annotations annotations;
  private final @Nullable AgentState agent;
  private final List<Method> methods;
  private final List<String> problems = new ArrayList<>();

  private AgentChecks(
      Bean<?> bean, Annotations annotations, @Nullable AgentState agent, List<Method> methods) {
    this.bean = bean;
    this.beanClass = bean.getBeanClass();
    this.annotations = annotations;
    this.agent = agent;
    this.methods = methods;
  }

  /**
   * Looks at a bean.
   *
   * @param configured null if it is none
   * @param methods those that it has by itself, and has not overridden
   */
  static List<String> problems(
      Bean<?> bean,
      Annotations annotations,
      @Nullable Configured<AgentState> configured,
      List<Method> methods,
      Kinds kinds) {
    AgentState agent = configured == null ? null : configured.annotation();
    AgentChecks checks = new AgentChecks(bean, annotations, agent, methods);
    methods.forEach(checks::checkKeyCounts);
    methods.forEach(checks::checkRestart);
    if (configured != null) {
      checks.checkMembers(configured);
      checks.checkScope(kinds);
      checks.checkKeys();
    }
    return checks.problems;
  }

  private void checkMembers(Configured<AgentState> configured) {
    AgentState members = configured.annotation();
    problems.addAll(
        Checks.problems(
            configured,
            beanClass.getName(),
            () -> refuseLessThanOne("capacity", members.capacity()),
            () -> refuseLessThanOne("maxInstances", members.maxInstances()),
            () -> AgentInstances.idleTimeout(members)));
  }

  private static void refuseLessThanOne(String name, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, not " + number);
    }
  }

  private void checkScope(Kinds kinds) {
    Class<? extends Annotation> scope = bean.getScope();
    String name = "@" + scope.getSimpleName();
    if (scope == Dependent.class || scope == RequestScoped.class) {
      report(
          9,
          "an @AgentState bean is shared by threads, and may not be "
              + name
              + ": drop that, and it is @ApplicationScoped");
    } else if (kinds.isPassivating(scope)) {
      report(
          9,
          "what an @AgentState bean has in its queue can't be put away and taken out again, as what"
              + " is "
              + name
              + " can: drop that, so that it is @ApplicationScoped, and give it an @AgentKey");
    }
  }

  private boolean isCall(Method method) {
    return Checks.uninterceptable(method, beanClass).isEmpty()
        && PlacementChecks.calledByContainer(annotations, method) == null;
  }

  private void checkKeyCounts(Method method) {
    int keys = keys(method).size();
    if (keys > 0 && (agent == null || !isCall(method))) {
      report(18, method, "@AgentKey has no effect but in a call of an @AgentState bean: drop it");
    } else if (keys > 1) {
      report(18, method, "a call is for one instance, and has one @AgentKey: drop the others");
    }
  }

  private void checkKeys() {
    List<Method> calls = methods.stream().filter(this::isCall).toList();
    calls.forEach(method -> checkInheritedKeys(method, calls));
    List<Method> keyed = calls.stream().filter(this::hasKey).toList();
    if (!keyed.isEmpty()) {
      Class<?> type = keyType(keyed.get(0));
      calls.stream().filter(this::isWithoutKey).forEach(this::reportWithoutKey);
      keyed.forEach(method -> checkKeyType(method, type, keyed.get(0)));
    }
  }

  /** Else all keys would have one instance. */
  private void checkInheritedKeys(Method method, List<Method> calls) {
    Overriding.overriddenBy(method, beanClass).stream()
        .filter(above -> calls.stream().noneMatch(other -> hasKeysOf(above, other)))
        .findFirst()
        .ifPresent(
            above ->
                report(
                    25,
                    method,
                    "beans do not inherit @AgentKey from what a method overrides, as that of "
                        + above.getDeclaringClass().getSimpleName()
                        + " is: put it here"));
  }

  /** Beside an overload, of a method with type variables, it may be the one that overrides. */
  private boolean hasKeysOf(Method above, Method method) {
    return Overriding.fits(above, method) && keys(method).containsAll(keys(above));
  }

  private List<Integer> keys(Method method) {
    return annotations.parameters(AgentKey.class, method);
  }

  private boolean hasKey(Method method) {
    return !keys(method).isEmpty();
  }

  /** What others have written can't have one: see {@link AgentInstances#ofDoor}. */
  private boolean isWithoutKey(Method method) {
    return !hasKey(method) && !method.isDefault() && !Overriding.isOfObject(method);
  }

  /** Primitives are boxed on their way. */
  private Class<?> keyType(Method method) {
    int index = keys(method).get(0);
    Type written = method.getGenericParameterTypes()[index];
    return Supertypes.raw(Supertypes.inherited(written, method, beanClass)) instanceof Class<?> type
        ? MethodType.methodType(type).wrap().returnType()
        : method.getParameterTypes()[index];
  }

  private void reportWithoutKey(Method method) {
    report(
        17,
        method,
        "other methods of the bean have an @AgentKey, so this one needs it too, to say which"
            + " instance is called");
  }

  private void checkKeyType(Method method, Class<?> type, Method first) {
    Class<?> own = keyType(method);
    if (own.isArray()) {
      report(19, method, "an array is equal to itself only, and is no @AgentKey: take a List");
    } else if (own != type) {
      report(
          19,
          method,
          "the @AgentKey is "
              + Texts.oneOf(own)
              + " here, and "
              + Texts.oneOf(type)
              + " in "
              + first.getName()
              + ": those are never equal. Make them one type");
    }
  }

  private void checkRestart(Method method) {
    if (!annotations.isPresent(Restart.class, method)) {
      return;
    }
    if (agent == null) {
      report(20, method, "@Restart is for methods of an @AgentState bean: drop it");
    } else if (agent.errorMode() != ErrorMode.FAIL) {
      report(
          20,
          method,
          "@Restart is for a bean that stops when it fails: say @AgentState(errorMode ="
              + " ErrorMode.FAIL), or drop it");
    }
  }

  private void report(int code, String text) {
    problems.add(Checks.problem(code, beanClass.getName(), text));
  }

  private void report(int code, Method method, String text) {
    problems.add(Checks.problem(code, Checks.place(beanClass, method), text));
  }
}
