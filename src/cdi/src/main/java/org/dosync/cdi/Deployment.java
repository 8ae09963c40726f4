package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dosync.DosyncRuntime;
import org.dosync.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What the extension of a container has found in an application, and how it is configured: what our
 * beans know of it.
 */
class Deployment {

  /**
   * The bean and the interceptors that make the annotations work; beside {@link DosyncInterceptor},
   * whose priority is configurable.
   */
  static final List<Class<?>> OURS =
      List.of(
          Container.class,
          AsyncInterceptor.class,
          AgentInterceptor.class,
          SideEffectInterceptor.class);

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private final Configuration configuration;
  private final Function<BeanManager, Kinds> kinds;

  /** What is wrong in a bean. */
  private record Mistaken(Class<?> beanClass, List<String> problems) {}

  private final List<Mistaken> mistaken = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<BeanJob> jobs = new CopyOnWriteArrayList<>();
  private final Map<BeanIdentity, Annotations> annotations = new ConcurrentHashMap<>();
  private final Set<Class<?>> replaced = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Made<DosyncRuntime>> runtime = new AtomicReference<>();
  private final DeploymentScan scan = new DeploymentScan();
  private final Sharing sharing;
  private final InterceptorPriority priority;

  Deployment(Configuration configuration, Function<BeanManager, Kinds> kinds) {
    this.configuration = configuration;
    this.kinds = kinds;
    this.sharing = new Sharing(configuration, problems::add);
    this.priority = newPriority();
  }

  private InterceptorPriority newPriority() {
    try {
      return InterceptorPriority.of(configuration);
    } catch (IllegalArgumentException e) {
      misconfigured(InterceptorPriority.KEY, e);
      return new InterceptorPriority(DosyncInterceptor.PRIORITY);
    }
  }

  private void misconfigured(String key, IllegalArgumentException e) {
    problems.add(Checks.problem(13, key, String.valueOf(e.getMessage())));
  }

  Configuration configuration() {
    return configuration;
  }

  Kinds kinds(BeanManager beans) {
    return kinds.apply(beans);
  }

  Sharing sharing() {
    return sharing;
  }

  InterceptorPriority priority() {
    return priority;
  }

  // ---- gathering

  void bean(Bean<?> bean, Annotations written, Kinds known) {
    Checks checks = Checks.of(bean, written, known, configuration);
    Annotations planned = checks.planned();
    if (planned != null) {
      annotations.put(BeanIdentity.of(bean), planned);
    }
    mistaken.add(new Mistaken(bean.getBeanClass(), checks.problems()));
    jobs.addAll(checks.jobs());
    scan.note(bean, written, known);
  }

  /** An interceptor or decorator. */
  void around(Annotations written, Kinds known) {
    problems.addAll(AroundChecks.problems(written, known));
  }

  /** Some containers show us beans that others specialize, and so are none. */
  void noteReplaced(Class<?> beanClass) {
    if (beanClass.isAnnotationPresent(Specializes.class)) {
      replaced.add(beanClass.getSuperclass());
      noteReplaced(beanClass.getSuperclass());
    }
  }

  // ---- checking

  /** At once: there can be no bean for what has such a type. */
  void refuseUnknownTypes() {
    if (!sharing.injected().stream().map(Sharing.Key::type).allMatch(SharedReference::isKnown)) {
      throw new DosyncDeploymentException(problems());
    }
  }

  /**
   * All but what is known of each bean.
   *
   * @param producers finds those of the first value of a reference: one, unless they are ambiguous
   */
  void check(Function<SharedReference, Set<Bean<?>>> producers) {
    checkRuntime();
    sharing.check(producers);
  }

  private void checkRuntime() {
    for (RuntimeKey key : RuntimeKey.values()) {
      try {
        key.set(DosyncRuntime.builder(), configuration);
      } catch (IllegalArgumentException e) {
        misconfigured(key.key(), e);
      }
    }
  }

  /** Looks into the classes, as they were put together. */
  void scan() {
    try {
      problems.addAll(scan.problems(configuration));
    } catch (IllegalArgumentException e) {
      misconfigured(DeploymentScan.KEY, e);
    }
  }

  /** Once all that is configurable was asked for. */
  void warn() {
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
  }

  /** What has to be mended before the application can start. */
  List<String> problems() {
    return Stream.concat(
            mistaken.stream()
                .filter(one -> !replaced.contains(one.beanClass))
                .flatMap(one -> one.problems.stream()),
            problems.stream())
        .toList();
  }

  // ---- running

  /** Thrown, not added to an event of the container: or OpenWebBeans would only log it. */
  void begin() {
    checkGuard();
    List<String> found = problems();
    if (!found.isEmpty()) {
      throw new DosyncDeploymentException(found);
    }
    Guarding.tell(LOGGER);
  }

  private void checkGuard() {
    try {
      if (Guarding.isRequired(configuration) && !Transaction.isGuarded()) {
        problems.add(Checks.problem(30, Guarding.REQUIRED, Guarding.ABSENT));
      }
    } catch (IllegalArgumentException e) {
      misconfigured(Guarding.REQUIRED, e);
    }
  }

  Annotations annotations(BeanIdentity bean) {
    Annotations found = annotations.get(bean);
    return found == null ? Annotations.of(bean.beanClass()) : found;
  }

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  /**
   * Kept here, not in a bean: that could be made again when the container ends, with a new one.
   *
   * @param first makes it, unless it has been made
   */
  Made<DosyncRuntime> runtime(Supplier<DosyncRuntime> first) {
    runtime.compareAndSet(null, new Made<>("The DosyncRuntime", first));
    return requireNonNull(runtime.get());
  }

  void end() {
    sharing.close();
  }
}
