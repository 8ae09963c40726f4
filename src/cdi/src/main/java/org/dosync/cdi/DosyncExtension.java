package org.dosync.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Brings Dosync into a container: found by it, when this module is there. Beans that use the
 * annotations wrongly are told of all at once, by {@link DosyncDeploymentException}.
 */
public class DosyncExtension implements Extension {

  private static final List<Class<?>> OURS =
      List.of(
          ContainerRuntime.class,
          ContainerScheduler.class,
          RequestScope.class,
          Plans.class,
          DosyncInterceptor.class,
          AsyncInterceptor.class,
          AgentInterceptor.class);

  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<BeanJob> jobs = new CopyOnWriteArrayList<>();

  /** Made by the container. */
  public DosyncExtension() {}

  void register(@Observes BeforeBeanDiscovery event, BeanManager beans) {
    for (Class<?> type : OURS) {
      event.addAnnotatedType(beans.createAnnotatedType(type), type.getName());
    }
  }

  <T> void check(@Observes ProcessManagedBean<T> event, BeanManager beans) {
    AnnotatedType<?> type = event.getAnnotatedBeanClass();
    if (!type.isAnnotationPresent(Interceptor.class)) { // those have the annotations as bindings
      Checks checks = Checks.of(event.getBean(), type, beans);
      problems.addAll(checks.problems());
      jobs.addAll(checks.jobs());
    }
  }

  List<BeanJob> jobs() {
    return jobs;
  }

  void tell(@Observes AfterDeploymentValidation event) {
    if (!problems.isEmpty()) {
      event.addDeploymentProblem(new DosyncDeploymentException(problems));
    }
  }
}
