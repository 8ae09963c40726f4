package org.dosync.cdi;

import static java.util.Comparator.comparing;

import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dosync.Policy;
import org.dosync.Propagation;
import org.jspecify.annotations.Nullable;

/** Finds, at deployment, what could not work at run time. */
final class Checks {

  /** By name: they need not be there. */
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

  /** With these types the method never runs in a transaction of the database. */
  private static final Set<String> WITHOUT_DATABASE = Set.of("NEVER", "NOT_SUPPORTED");

  private static final Set<String> OTHER_ASYNCHRONOUS =
      Set.of(
          "jakarta.enterprise.concurrent.Asynchronous",
          "jakarta.ejb.Asynchronous",
          "org.eclipse.microprofile.faulttolerance.Asynchronous");

  private static final Set<Class<?>> WITH_SESSION =
      Set.of(SessionScoped.class, ConversationScoped.class);

  private static final String FOREIGN = "package-private";

  private static final String HIDDEN = "non-public";

  private final Bean<?> bean;
  private final Class<?> beanClass;
  private final Annotations annotations;
  private final Kinds kinds;
  private final Configuration configuration;
  private final @Nullable AgentState agent;
  private final List<String> problems = new ArrayList<>();
  private final List<BeanJob> jobs = new ArrayList<>();
  private boolean planned;

  private Checks(Bean<?> bean, Annotations annotations, Kinds kinds, Configuration configuration) {
    this.bean = bean;
    this.beanClass = bean.getBeanClass();
    this.annotations = annotations;
    this.kinds = kinds;
    this.configuration = configuration;
    this.agent = Bound.onClass(AgentState.class, annotations, bean.getStereotypes(), kinds);
    this.planned = agent != null;
  }

  static Checks of(
      Bean<?> bean, Annotations annotations, Kinds kinds, Configuration configuration) {
    Checks checks = new Checks(bean, annotations, kinds, configuration);
    List<Method> methods =
        methods(annotations).filter(checks::isOwn).sorted(comparing(Method::getName)).toList();
    checks.problems.addAll(
        PlacementChecks.problems(annotations, kinds, checks::isOnClass, methods));
    methods.forEach(checks::check);
    AgentState agent = checks.agent;
    Configured<AgentState> configured =
        agent == null ? null : configuration.of(agent, bean.getBeanClass());
    checks.problems.addAll(AgentChecks.problems(bean, annotations, configured, methods, kinds));
    return checks;
  }

  private static Stream<Method> methods(Annotations annotations) {
    return Stream.concat(
            annotations.methods().stream(),
            Arrays.stream(annotations.beanClass().getMethods()).filter(Method::isDefault))
        .distinct();
  }

  List<String> problems() {
    return problems;
  }

  List<BeanJob> jobs() {
    return jobs;
  }

  /** Those that calls will ask for; null if none will. */
  @Nullable Annotations planned() {
    return planned ? annotations : null;
  }

  private void read(Configured<?> annotation, String place, Runnable reading) {
    problems.addAll(problems(annotation, place, reading));
  }

  /**
   * What makes no sense is a mistake in the annotation or, if that has a say, the configuration.
   */
  static List<String> problems(Configured<?> annotation, String place, Runnable... readings) {
    String name = "@" + annotation.annotation().annotationType().getSimpleName() + ": ";
    List<String> found = new ArrayList<>();
    annotation.problems().forEach(text -> found.add(problem(13, place, name + text)));
    for (Runnable reading : found.isEmpty() ? List.of(readings) : List.<Runnable>of()) {
      try {
        reading.run();
      } catch (IllegalArgumentException e) {
        String origin = annotation.origin();
        String text = name + e.getMessage() + origin;
        found.add(origin.isEmpty() ? problem(8, place, text) : problem(13, place, text));
      }
    }
    return found;
  }

  /** Compilers copy annotations to bridges; what is overridden has none for this bean. */
  private boolean isOwn(Method method) {
    return method.getDeclaringClass() != Object.class
        && !method.isSynthetic()
        && !Overriding.isOverridden(method, beanClass);
  }

  private void check(Method method) {
    checkSends(method);
    if (PlacementChecks.calledByContainer(annotations, method) != null) {
      return;
    }
    checkSchedules(method);
    if (isBusinessMethod(method) || WovenMethod.isWoven(method)) {
      checkDosync(method);
      checkAsync(method);
      checkSideEffect(method);
    }
  }

  private static boolean isBusinessMethod(Method method) {
    return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
  }

  /** What of it no container intercepts; empty if it does. */
  static String uninterceptable(Method method, Class<?> beanClass) {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers)) {
      return "private";
    }
    if (Modifier.isStatic(modifiers)) {
      return "static";
    }
    if (Modifier.isFinal(modifiers)) {
      return "final";
    }
    if (!Modifier.isPublic(modifiers) && EnterpriseBeans.isOne(beanClass)) {
      return HIDDEN; // its container refuses the call
    }
    return Overriding.isVisible(method, beanClass) ? "" : FOREIGN; // a proxy can't override it
  }

  private void checkDosync(Method method) {
    Dosync dosync = find(Dosync.class, method);
    if (dosync == null) {
      return;
    }
    planned = true;
    if (Returns.isLater(method) && !isElsewhere(method)) {
      report(
          3,
          place(method),
          "a @Dosync method returns when it has committed, so it can't return a "
              + method.getReturnType().getSimpleName()
              + ": return the value, or "
              + (Returns.of(method) == Returns.VALUE ? "a CompletionStage and " : "")
              + "add @Async");
    }
    if (usesDatabase(method)) {
      report(
          4,
          place(method),
          "@Dosync and @Transactional can't be combined: what the database does would be done once"
              + " for each try. Put them on two methods, or take TxType.NOT_SUPPORTED");
    } else if (EnterpriseBeans.usesDatabase(method, annotations)) {
      report(
          4,
          place(method),
          "the methods of an enterprise bean run in a transaction of the database, whose work would"
              + " be done once for each try: put @Dosync into a bean of CDI, or take"
              + " TransactionAttributeType.NOT_SUPPORTED");
    }
    Configured<Dosync> configured =
        TransactionPlan.configured(dosync, annotations, method, configuration);
    read(
        configured,
        place(method),
        () -> new TransactionPlan(configured.annotation(), beanClass, method));
    if (configured.annotation().propagation() == Propagation.MANDATORY && beginsAThread(method)) {
      report(
          26,
          place(method),
          "a @Dosync method with Propagation.MANDATORY joins the transaction of its caller, and never"
              + " finds one on a thread that runs nothing else: take Propagation.REQUIRED");
    }
  }

  private boolean beginsAThread(Method method) {
    return isAsync(method) || isJob(method);
  }

  private boolean isJob(Method method) {
    return Schedule.ANNOTATIONS.stream().anyMatch(type -> annotations.isPresent(type, method));
  }

  private boolean usesDatabase(Method method) {
    Annotation found = find(TRANSACTIONAL, method);
    return found != null && !WITHOUT_DATABASE.contains(Annotations.value(found));
  }

  /** Whether the transaction runs on another thread, which returns what the caller waits for. */
  private boolean isElsewhere(Method method) {
    return isAsync(method) || agent != null;
  }

  private boolean isAsync(Method method) {
    return find(Async.class, method) != null;
  }

  private boolean isOnClass(Class<? extends Annotation> type) {
    return Bound.onClass(type, annotations, bean.getStereotypes(), kinds) != null;
  }

  private <A extends Annotation> @Nullable A find(Class<A> type, Method method) {
    return Bound.find(type, method, annotations, bean.getStereotypes(), kinds);
  }

  private @Nullable Annotation find(String name, Method method) {
    return Bound.find(name, method, annotations, bean.getStereotypes(), kinds);
  }

  private void checkAsync(Method method) {
    if (!isAsync(method)) {
      return;
    }
    if (Returns.of(method) == Returns.VALUE) {
      report(
          2,
          place(method),
          "an @Async method can't return "
              + Returns.nameOfType(method)
              + ", which is not there yet when the caller goes on: return void, a Promise, a"
              + " CompletionStage, a CompletableFuture or a Future");
    }
    if (isJob(method)) {
      report(
          5,
          place(method),
          "a job runs on a thread of its own, and with @Async its runs would overlap: drop @Async");
    }
    if (agent != null) {
      report(5, place(method), "a method of an @AgentState bean is asynchronous: drop @Async");
    }
    if (EnterpriseBeans.isOne(beanClass)) {
      report(
          5,
          place(method),
          "an enterprise bean is for the next caller as soon as the method has returned, and @Async"
              + " would run it then: take jakarta.ejb.Asynchronous, or put @Async into a bean of CDI");
    }
    for (String other : OTHER_ASYNCHRONOUS) {
      if (find(other, method) != null) {
        report(5, place(method), "@Async and @" + other + " do the same: drop one of them");
      }
    }
  }

  private void checkSideEffect(Method method) {
    SideEffect found = find(SideEffect.class, method);
    if (found != null) {
      planned = true;
      Configured<SideEffect> configured =
          SideEffectPlan.configured(found, annotations, method, configuration);
      read(configured, place(method), () -> checkPolicy(configured.annotation().value(), method));
    }
  }

  private void checkPolicy(Policy policy, Method method) {
    if (policy == Policy.DEFER && Returns.of(method) != Returns.NOTHING) {
      report(
          29,
          place(method),
          "a method with @SideEffect(DEFER) runs after its caller has gone on, so it can't return "
              + method.getReturnType().getSimpleName()
              + ": return void, or take FORBID, WARN or ALLOW");
    }
  }

  private void checkSends(Method method) {
    boolean send = annotations.isPresent(Send.class, method);
    boolean sendOff = annotations.isPresent(SendOff.class, method);
    if (send && sendOff) {
      report(7, place(method), "@Send and @SendOff exclude each other: drop one of them");
    }
    if ((send || sendOff) && agent == null) {
      report(
          6,
          place(method),
          (send ? "@Send" : "@SendOff")
              + " is for methods of an @AgentState bean: annotate "
              + beanClass.getSimpleName()
              + " with it, or take @Async");
    }
  }

  private void checkSchedules(Method method) {
    for (Class<? extends Annotation> type : Schedule.ANNOTATIONS) {
      Annotation written = annotations.find(type, method);
      if (written != null) {
        checkSchedule(method, written, "a method with @" + type.getSimpleName());
      }
    }
  }

  private void checkSchedule(Method method, Annotation written, String what) {
    String kind = uninterceptable(method, beanClass);
    if (!kind.isEmpty()) {
      report(10, place(method), what + " can't be " + kind + ": " + mend(kind));
      return;
    }
    if (method.getParameterCount() > 0) {
      report(10, place(method), what + " can't have parameters: nobody would give it arguments");
      return;
    }
    if (!isGivenOutAsItself()) {
      report(
          10,
          place(method),
          what
              + " is called on a "
              + beanClass.getSimpleName()
              + ", which @Typed leaves out of the types of the bean: add it");
      return;
    }
    if (WITH_SESSION.contains(bean.getScope())) {
      report(
          10,
          place(method),
          what
              + " runs without a session, and can't be in a bean that is @"
              + bean.getScope().getSimpleName());
    }
    if (!isAsync(method) && Returns.isLater(method)) {
      report(
          10,
          place(method),
          what
              + " has run when it returns, and nobody asks for a "
              + method.getReturnType().getSimpleName()
              + ": wait for it, and return void");
    }
    String name = Configuration.name(beanClass, method);
    Configured<?> configured = configuration.of(written, annotations, method, name);
    read(configured, place(method), () -> addJob(method, configured.annotation(), name));
  }

  private void addJob(Method method, Annotation annotation, String name) {
    try {
      Schedule schedule = Schedule.of(annotation, name);
      if (schedule != null) {
        jobs.add(new BeanJob(bean, method, schedule));
      }
    } catch (NoClassDefFoundError noCronUtils) {
      report(
          14,
          place(method),
          "@Cron needs cron-utils: add com.cronutils:cron-utils to the application");
    }
  }

  private boolean isGivenOutAsItself() {
    return beanClass.getTypeParameters().length > 0 || bean.getTypes().contains(beanClass);
  }

  private String place(Method method) {
    return place(beanClass, method);
  }

  static String place(Class<?> beanClass, Method method) {
    return beanClass.getName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private void report(int code, String place, String text) {
    problems.add(problem(code, place, text));
  }

  /** How it can be intercepted after all. */
  static String mend(String uninterceptable) {
    return switch (uninterceptable) {
      case FOREIGN -> "make it protected, as it is inherited from another package";
      case HIDDEN -> "make it public, as all that is called of an enterprise bean";
      default -> "drop \"" + uninterceptable + "\"";
    };
  }

  static String problem(int code, String place, String text) {
    return String.format("DOSYNC-%03d %s: %s", code, place, text);
  }
}
