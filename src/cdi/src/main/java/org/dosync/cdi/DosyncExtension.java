package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dosync.Delay;
import org.dosync.DosyncRuntime;
import org.jspecify.annotations.Nullable;

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
  private final AtomicReference<@Nullable Delay<DosyncRuntime>> runtime = new AtomicReference<>();

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

  void collect(@Observes ProcessInjectionPoint<?, ?> event) {
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
  void share(@Observes AfterBeanDiscovery event, BeanManager beans) {
    for (Key key : injected) {
      event
          .addBean()
          .types(types(key))
          .qualifiers(Shared.Literal.of(key.name()))
          .scope(Dependent.class)
          .produceWith(ofInjectionPoint -> get(beans, key.name()));
    }
  }

  /** The class too, by which Instance.select of OpenWebBeans asks, unless there are two. */
  private Set<Type> types(Key key) {
    return key.type() instanceof ParameterizedType type
            && injected.stream().filter(other -> other.name().equals(key.name())).count() == 1
        ? Set.of(type, type.getRawType())
        : Set.of(key.type());
  }

  /** Not by an Instance: those of OpenWebBeans ask for more than they are told to. */
  private Object get(BeanManager beans, String name) {
    Bean<?> bean = beans.resolve(beans.getBeans(SharedReferences.class));
    CreationalContext<?> context = beans.createCreationalContext(bean);
    SharedReferences references =
        (SharedReferences) beans.getReference(bean, SharedReferences.class, context);
    return references.get(requireNonNull(shared.get(name)));
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

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  Configuration configuration() {
    return configuration;
  }

  /** Thrown, not added to the event: or OpenWebBeans would only log it. */
  void tell(@Observes AfterDeploymentValidation event) {
    checkRuntime();
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
    if (!problems.isEmpty()) {
      throw new DosyncDeploymentException(problems);
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
