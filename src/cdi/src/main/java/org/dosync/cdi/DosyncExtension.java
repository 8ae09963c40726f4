package org.dosync.cdi;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
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
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.interceptor.Interceptor;
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
import org.dosync.Transaction;
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
          Observers.class,
          Plans.class,
          AgentBeans.class,
          AsyncInterceptor.class,
          AgentInterceptor.class,
          SideEffectInterceptor.class);

  private final Configuration configuration;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<BeanJob> jobs = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Annotations> annotations = new ConcurrentHashMap<>();
  private final Set<Class<?>> replaced = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Delay<DosyncRuntime>> runtime = new AtomicReference<>();
  private final AnnotatedClasses annotated = new AnnotatedClasses();
  private final Sharing sharing;
  private final InterceptorPriority priority;
  private final DeploymentScan scan = new DeploymentScan();

  /** Made by the container. */
  public DosyncExtension() {
    this(Configuration.ofApplication());
  }

  DosyncExtension(Configuration configuration) {
    this.configuration = configuration;
    this.sharing = new Sharing(configuration, problems::add);
    this.priority = priority();
  }

  private InterceptorPriority priority() {
    try {
      return InterceptorPriority.of(configuration);
    } catch (IllegalArgumentException e) {
      problems.add(Checks.problem(13, InterceptorPriority.KEY, String.valueOf(e.getMessage())));
      return new InterceptorPriority(DosyncInterceptor.PRIORITY);
    }
  }

  void register(@Observes BeforeBeanDiscovery event, BeanManager beans) {
    for (Class<?> type : OURS) {
      event.addAnnotatedType(beans.createAnnotatedType(type), type.getName());
    }
    event
        .addAnnotatedType(DosyncInterceptor.class, DosyncInterceptor.class.getName())
        .remove(Priority.class::isInstance)
        .add(priority);
  }

  <T> void check(@Observes ProcessManagedBean<T> event, BeanManager beans) {
    AnnotatedType<?> type = event.getAnnotatedBeanClass();
    noteReplaced(type.getJavaClass());
    if (concerns(event.getBean(), type, beans)) {
      Checks checks = Checks.of(event.getBean(), type, beans, configuration);
      Annotations planned = checks.planned();
      if (planned != null) {
        annotations.put(type.getJavaClass(), planned);
      }
      problems.addAll(checks.problems());
      jobs.addAll(checks.jobs());
      scan.note(event.getBean(), Annotations.of(type), beans);
    }
  }

  /** Not interceptors, which have the annotations as bindings. */
  private boolean concerns(Bean<?> bean, AnnotatedType<?> type, BeanManager beans) {
    return !type.isAnnotationPresent(Interceptor.class)
        && (annotated.has(type, beans)
            || bean.getStereotypes().stream().anyMatch(one -> annotated.isOurs(one, beans)));
  }

  /** Some containers show us beans that others specialize, and so are none. */
  private void noteReplaced(Class<?> beanClass) {
    if (beanClass.isAnnotationPresent(Specializes.class)) {
      replaced.add(beanClass.getSuperclass());
      noteReplaced(beanClass.getSuperclass());
    }
  }

  void note(@Observes ProcessInjectionPoint<?, ?> event) {
    sharing.point(event.getInjectionPoint());
  }

  void note(@Observes ProcessProducerMethod<?, ?> event) {
    sharing.producer(event.getBean(), event.getAnnotatedProducerMethod().getJavaMember());
  }

  void note(@Observes ProcessProducerField<?, ?> event) {
    sharing.producer(event.getBean(), event.getAnnotatedProducerField().getJavaMember());
  }

  void note(@Observes ProcessObserverMethod<?, ?> event) {
    sharing.observer(event.getObserverMethod());
  }

  /**
   * Also for what is refused later: or the container would refuse it first, with less to say about
   * it.
   */
  void share(@Observes AfterBeanDiscovery event, BeanManager beans) {
    if (!sharing.injected().stream().map(Sharing.Key::type).allMatch(SharedReference::isKnown)) {
      throw new DosyncDeploymentException(problems); // there can be no bean for it
    }
    for (Sharing.Key key : sharing.toBeMade()) {
      event
          .addBean()
          .types(types(key))
          .qualifiers(Shared.Literal.of(key.name()))
          .scope(Dependent.class)
          .produceWith(ofInjectionPoint -> get(beans, key.name()));
    }
  }

  /** The class too, by which Instance.select of OpenWebBeans asks, unless there are two. */
  private Set<Type> types(Sharing.Key key) {
    return key.type() instanceof ParameterizedType type
            && sharing.injected().stream().filter(other -> other.name().equals(key.name())).count()
                == 1
        ? Set.of(type, type.getRawType())
        : Set.of(key.type());
  }

  /** Not by an Instance: those of OpenWebBeans ask for more than they are told to. */
  private Object get(BeanManager beans, String name) {
    Bean<?> bean = beans.resolve(beans.getBeans(SharedReferences.class));
    CreationalContext<?> context = beans.createCreationalContext(bean);
    SharedReferences references =
        (SharedReferences) beans.getReference(bean, SharedReferences.class, context);
    return references.get(sharing.reference(name));
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

  Sharing sharing() {
    return sharing;
  }

  Annotations annotations(Class<?> beanClass) {
    Annotations found = annotations.get(beanClass);
    return found == null ? Annotations.of(beanClass) : found;
  }

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  Configuration configuration() {
    return configuration;
  }

  /** Thrown, not added to the event: or OpenWebBeans would only log it. */
  void tell(@Observes AfterDeploymentValidation event, BeanManager beans) {
    checkRuntime();
    checkGuard();
    sharing.check(beans);
    scan();
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
    if (!problems.isEmpty()) {
      throw new DosyncDeploymentException(problems);
    }
    LOGGER.log(INFO, Guarding.now());
  }

  void end(@Observes BeforeShutdown event) {
    sharing.close();
  }

  private void scan() {
    try {
      problems.addAll(scan.problems(configuration));
    } catch (IllegalArgumentException e) {
      problems.add(Checks.problem(13, DeploymentScan.KEY, String.valueOf(e.getMessage())));
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

  private void checkGuard() {
    try {
      if (Guarding.isRequired(configuration) && !Transaction.isGuarded()) {
        problems.add(Checks.problem(30, Guarding.REQUIRED, Guarding.ABSENT));
      }
    } catch (IllegalArgumentException e) {
      problems.add(Checks.problem(13, Guarding.REQUIRED, String.valueOf(e.getMessage())));
    }
  }
}
