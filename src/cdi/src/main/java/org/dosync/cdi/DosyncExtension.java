package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings Dosync into a container: found by it, when this module is there. Beans that use the
 * annotations wrongly are told of all at once, by {@link DosyncDeploymentException}.
 */
public class DosyncExtension implements Extension {

  private final AnnotatedClasses annotated = new AnnotatedClasses();
  private final Deployment deployment;
  private final Sharing sharing;

  /** In Payara the manager of an extension finds neither this nor the application's beans. */
  private volatile @Nullable Bean<?> container;

  /** Made by the container. */
  public DosyncExtension() {
    this(Configuration.ofApplication());
  }

  DosyncExtension(Configuration configuration) {
    this.deployment = new Deployment(configuration, Kinds::of);
    this.sharing = deployment.sharing();
  }

  void register(@Observes BeforeBeanDiscovery event, BeanManager beans) {
    Deployment.OURS.forEach(type -> add(type, event, beans));
    if (deployment.priority().value() == DosyncInterceptor.PRIORITY) {
      add(DosyncInterceptor.class, event, beans); // a configurator has many classes to load
    } else {
      event
          .addAnnotatedType(DosyncInterceptor.class, DosyncInterceptor.class.getName())
          .remove(Priority.class::isInstance)
          .add(deployment.priority());
    }
  }

  private static void add(Class<?> type, BeforeBeanDiscovery event, BeanManager beans) {
    event.addAnnotatedType(beans.createAnnotatedType(type), type.getName());
  }

  <T> void check(@Observes ProcessManagedBean<T> event, BeanManager beans) {
    AnnotatedType<?> type = event.getAnnotatedBeanClass();
    Kinds kinds = Kinds.of(beans);
    deployment.noteReplaced(type.getJavaClass());
    if (type.getJavaClass() == Container.class) {
      container = event.getBean();
    }
    if (concerns(event.getBean(), type, kinds)) {
      deployment.bean(event.getBean(), Annotations.of(type), kinds);
    }
  }

  /** Not what is around beans, which some containers tell of too. */
  private boolean concerns(Bean<?> bean, AnnotatedType<?> type, Kinds kinds) {
    return !AroundChecks.isAround(type::isAnnotationPresent)
        && (annotated.has(type, kinds)
            || bean.getStereotypes().stream().anyMatch(one -> annotated.isOurs(one, kinds)));
  }

  /** OpenWebBeans has no other event for what is around beans. */
  <T> void checkAround(@Observes ProcessBean<T> event, BeanManager beans) {
    if (event.getAnnotated() instanceof AnnotatedType<?> type
        && AroundChecks.isAround(type::isAnnotationPresent)) {
      Kinds kinds = Kinds.of(beans);
      if (annotated.has(type, kinds)) {
        deployment.around(Annotations.of(type), kinds);
      }
    }
  }

  void note(@Observes ProcessInjectionPoint<?, ?> event) {
    sharing.point(event.getInjectionPoint());
  }

  void note(@Observes ProcessProducerMethod<?, ?> event) {
    note(event.getBean(), event.getAnnotatedProducerMethod());
  }

  void note(@Observes ProcessProducerField<?, ?> event) {
    note(event.getBean(), event.getAnnotatedProducerField());
  }

  private void note(Bean<?> producer, AnnotatedMember<?> member) {
    sharing.producer(producer, member.getJavaMember());
  }

  void note(@Observes ProcessObserverMethod<?, ?> event) {
    sharing.observer(event.getObserverMethod());
  }

  /**
   * Also for what is refused later: or the container would refuse it first, with less to say about
   * it.
   */
  void share(@Observes AfterBeanDiscovery event, BeanManager beans) {
    deployment.refuseUnknownTypes();
    Beginning.in(BeanManager.class.getClassLoader()).observe(event, () -> container(beans).begin());
    event
        .addBean()
        .types(Deployment.class)
        .scope(Dependent.class)
        .produceWith(ofBeans -> deployment);
    for (Sharing.Key key : sharing.toBeMade()) {
      event
          .addBean()
          .types(types(key))
          .qualifiers(Shared.Literal.of(key.name()))
          .scope(Dependent.class)
          .produceWith(point -> container(beans).references().get(key.name()));
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

  private Container container(BeanManager beans) {
    Bean<?> bean = requireNonNull(container);
    return (Container)
        beans.getReference(bean, Container.class, beans.createCreationalContext(bean));
  }

  void tell(@Observes AfterDeploymentValidation event, BeanManager beans) {
    deployment.check(reference -> sharing.producersOf(reference, beans));
    deployment.scan();
    deployment.warn();
    deployment.begin();
  }

  void end(@Observes BeforeShutdown event) {
    deployment.end();
  }
}
