package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
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
import java.util.List;
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
          Observers.class,
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
  private final Sharing sharing;

  /** Made by the container. */
  public DosyncExtension() {
    this(Configuration.ofApplication());
  }

  DosyncExtension(Configuration configuration) {
    this.configuration = configuration;
    this.sharing = new Sharing(configuration, problems::add);
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
  void share(@Observes AfterBeanDiscovery event) {
    for (Sharing.Key key : sharing.injected()) {
      event
          .addBean()
          .types(key.type())
          .qualifiers(Shared.Literal.of(key.name()))
          .scope(Dependent.class)
          .produceWith(beans -> get(beans, key.name()));
    }
  }

  private Object get(Instance<Object> beans, String name) {
    return beans.select(SharedReferences.class).get().get(sharing.reference(name));
  }

  Sharing sharing() {
    return sharing;
  }

  List<BeanJob> jobs() {
    return jobs.stream().filter(job -> !replaced.contains(job.beanClass())).toList();
  }

  Configuration configuration() {
    return configuration;
  }

  void tell(@Observes AfterDeploymentValidation event, BeanManager beans) {
    checkRuntime();
    sharing.check(beans);
    configuration.unknownKeys().forEach(remark -> LOGGER.log(WARNING, remark));
    if (!problems.isEmpty()) {
      event.addDeploymentProblem(new DosyncDeploymentException(problems));
    }
  }

  void end(@Observes BeforeShutdown event) {
    sharing.close();
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
