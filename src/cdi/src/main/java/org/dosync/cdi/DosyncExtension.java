package org.dosync.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
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
import java.util.Set;

/**
 * Brings Dosync into a container: found by it, when this module is there. Beans that use the
 * annotations wrongly are told of all at once, by {@link DosyncDeploymentException}.
 */
public class DosyncExtension implements Extension {

  private final Deployment deployment;
  private final Sharing sharing;

  /** Made by the container. */
  public DosyncExtension() {
    this(Configuration.ofApplication());
  }

  DosyncExtension(Configuration configuration) {
    this.deployment = new Deployment(configuration, Kinds::of);
    this.sharing = deployment.sharing();
  }

  void register(@Observes BeforeBeanDiscovery event, BeanManager beans) {
    for (Class<?> type : Deployment.OURS) {
      event.addAnnotatedType(beans.createAnnotatedType(type), type.getName());
    }
  }

  <T> void check(@Observes ProcessManagedBean<T> event, BeanManager beans) {
    if (!event.getAnnotatedBeanClass().isAnnotationPresent(Interceptor.class)) {
      deployment.bean(event.getBean(), Kinds.of(beans)); // those have the annotations as bindings
    }
  }

  void note(@Observes ProcessInjectionPoint<?, ?> event) {
    sharing.point(event.getInjectionPoint());
  }

  void note(@Observes ProcessProducerMethod<?, ?> event) {
    sharing.producer(
        event.getBean().getQualifiers(), event.getAnnotatedProducerMethod().getJavaMember());
  }

  void note(@Observes ProcessProducerField<?, ?> event) {
    sharing.producer(
        event.getBean().getQualifiers(), event.getAnnotatedProducerField().getJavaMember());
  }

  void note(@Observes ProcessObserverMethod<?, ?> event) {
    sharing.observer(event.getObserverMethod());
  }

  /**
   * Also for what is refused later: or the container would refuse it first, with less to say about
   * it.
   */
  void share(@Observes AfterBeanDiscovery event, BeanManager beans) {
    event
        .addBean()
        .types(Deployment.class)
        .scope(Dependent.class)
        .produceWith(ofBeans -> deployment);
    for (Sharing.Key key : sharing.injected()) {
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
  private static Object get(BeanManager beans, String name) {
    Bean<?> bean = beans.resolve(beans.getBeans(SharedReferences.class));
    CreationalContext<?> context = beans.createCreationalContext(bean);
    SharedReferences references =
        (SharedReferences) beans.getReference(bean, SharedReferences.class, context);
    return references.get(name);
  }

  /** Thrown, not added to the event: or OpenWebBeans would only log it. */
  void tell(@Observes AfterDeploymentValidation event, BeanManager beans) {
    List<String> problems = deployment.problems(reference -> Sharing.producersOf(reference, beans));
    deployment.warn();
    if (!problems.isEmpty()) {
      throw new DosyncDeploymentException(problems);
    }
  }

  void end(@Observes BeforeShutdown event) {
    deployment.end();
  }
}
