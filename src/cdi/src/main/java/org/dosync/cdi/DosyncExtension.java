package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.DosyncRuntime;

/**
 * Brings Dosync into a container: found by it, when this module is there. Beans that use the
 * annotations wrongly are told of all at once, by {@link DosyncDeploymentException}.
 */
public class DosyncExtension implements Extension {

  private static final System.Logger LOGGER = System.getLogger("org.dosync");

  private static final List<Class<?>> OURS =
      List.of(
          ContainerRuntime.class,
          ContainerScheduler.class,
          RequestScope.class,
          SharedReferences.class,
          Plans.class,
          AgentBeans.class,
          DosyncInterceptor.class,
          AsyncInterceptor.class,
          AgentInterceptor.class,
          SideEffectPlans.class,
          SideEffectInterceptor.class);

  private final Configuration configuration;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<BeanJob> jobs = new CopyOnWriteArrayList<>();
  private final Set<Class<?>> replaced = ConcurrentHashMap.newKeySet();

  /** What is to be injected by which name. */
  private record Key(String name, Type type) {}

  private final Set<Key> injected = ConcurrentHashMap.newKeySet();
  private final Map<String, SharedReference> shared = new ConcurrentHashMap<>();

  /** Made by the container. */
  public DosyncExtension() {
    this(Configuration.ofApplication());
  }

  DosyncExtension(Configuration configuration) {
    this.configuration = configuration;
  }

  void register(@Observes BeforeBeanDiscovery event, BeanManager beans) {
    for (Class<?> type : OURS) {
      event.addAnnotatedType(beans.createAnnotatedType(type), type.getName());
    }
  }

  <T> void check(@Observes ProcessManagedBean<T> event, BeanManager beans) {
    AnnotatedType<?> type = event.getAnnotatedBeanClass();
    if (!type.isAnnotationPresent(Interceptor.class)) { // those have the annotations as bindings
      Checks checks = Checks.of(event.getBean(), type, beans, configuration);
      problems.addAll(checks.problems());
      jobs.addAll(checks.jobs());
      noteReplaced(type.getJavaClass());
    }
  }

  /** Some containers show us beans that others specialize, and so are none. */
  private void noteReplaced(Class<?> beanClass) {
    if (beanClass.isAnnotationPresent(Specializes.class)) {
      replaced.add(beanClass.getSuperclass());
      noteReplaced(beanClass.getSuperclass());
    }
  }

  <T, X> void collect(@Observes ProcessInjectionPoint<T, X> event) {
    InjectionPoint point = event.getInjectionPoint();
    for (Annotation qualifier : point.getQualifiers()) {
      if (qualifier instanceof Shared annotation) {
        collect(point, configuration.of(annotation));
      }
    }
  }

  private void collect(InjectionPoint point, Configured<Shared> configured) {
    Shared annotation = configured.annotation();
    SharedReference reference =
        new SharedReference(
            annotation.value(), point.getType(), annotation.initial(), place(point));
    injected.add(new Key(reference.name(), reference.type()));
    String problem = reference.problem();
    if (!configured.problems().isEmpty()) {
      configured
          .problems()
          .forEach(text -> problems.add(Checks.problem(13, reference.place(), "@Shared: " + text)));
    } else if (problem != null) {
      problems.add(
          configured.origin().isEmpty()
              ? Checks.problem(11, reference.place(), problem)
              : Checks.problem(13, reference.place(), problem + configured.origin()));
    } else {
      shared.merge(
          reference.name(),
          reference,
          (first, other) ->
              first.and(other, (place, text) -> problems.add(Checks.problem(12, place, text))));
    }
  }

  private static String place(InjectionPoint point) {
    Member member = point.getMember();
    return member.getDeclaringClass().getName() + "." + member.getName();
  }

  /**
   * Also for what is refused later: or the container would refuse it first, with less to say about
   * it.
   */
  void share(@Observes AfterBeanDiscovery event) {
    for (Key key : injected) {
      event
          .addBean()
          .types(key.type())
          .qualifiers(Shared.Literal.of(key.name()))
          .scope(Dependent.class)
          .produceWith(beans -> get(beans, key.name()));
    }
  }

  private Object get(Instance<Object> beans, String name) {
    return beans.select(SharedReferences.class).get().get(requireNonNull(shared.get(name)));
  }

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  Configuration configuration() {
    return configuration;
  }

  void tell(@Observes AfterDeploymentValidation event) {
    checkRuntime();
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
    if (!problems.isEmpty()) {
      event.addDeploymentProblem(new DosyncDeploymentException(problems));
    }
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
}
