package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dosync.Delay;
import org.dosync.DosyncRuntime;
import org.jspecify.annotations.Nullable;

/**
 * What the extension of a container has found in an application, and how it is configured: what our
 * beans know of it.
 */
class Deployment {

  /** The interceptors and beans that make the annotations work. */
  static final List<Class<?>> OURS =
      List.of(
          ContainerRuntime.class,
          ContainerScheduler.class,
          RequestScope.class,
          SharedReferences.class,
          Observers.class,
          Plans.class,
          AgentBeans.class,
          DosyncInterceptor.class,
          AsyncInterceptor.class,
          AgentInterceptor.class,
          SideEffectInterceptor.class);

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private final Configuration configuration;
  private final Function<BeanManager, Kinds> kinds;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<BeanJob> jobs = new CopyOnWriteArrayList<>();
  private final Set<Class<?>> replaced = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Delay<DosyncRuntime>> runtime = new AtomicReference<>();
  private final Sharing sharing;

  Deployment(Configuration configuration, Function<BeanManager, Kinds> kinds) {
    this.configuration = configuration;
    this.kinds = kinds;
    this.sharing = new Sharing(configuration, problems::add);
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

  // ---- gathering

  void bean(Bean<?> bean, Kinds known) {
    Checks checks = Checks.of(bean, known, configuration);
    problems.addAll(checks.problems());
    jobs.addAll(checks.jobs());
    noteReplaced(bean.getBeanClass());
  }

  /** Some containers show us beans that others specialize, and so are none. */
  private void noteReplaced(Class<?> beanClass) {
    if (beanClass.isAnnotationPresent(Specializes.class)) {
      replaced.add(beanClass.getSuperclass());
      noteReplaced(beanClass.getSuperclass());
    }
  }

  /**
   * What has to be mended before the application can start.
   *
   * @param producers finds those of the first value of a reference
   */
  List<String> problems(Function<SharedReference, Set<Bean<?>>> producers) {
    checkRuntime();
    sharing.check(producers);
    return problems;
  }

  /** Once all that is configurable was asked for. */
  void warn() {
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
  }

  private void checkRuntime() {
    for (RuntimeKey key : RuntimeKey.values()) {
      try {
        key.set(DosyncRuntime.builder(), configuration);
      } catch (IllegalArgumentException e) {
        problems.add(Checks.problem(13, key.key(), String.valueOf(e.getMessage())));
      }
    }
  }

  // ---- running

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  /**
   * Kept here, not in a bean: that could be made again when the container ends, with a new one.
   *
   * @param first makes it, unless it has been made
   */
  Delay<DosyncRuntime> runtime(Supplier<DosyncRuntime> first) {
    runtime.compareAndSet(null, Delay.of(first::get));
    return requireNonNull(runtime.get());
  }

  void end() {
    sharing.close();
  }
}
