package org.dosync.cdi;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanDisposer;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings Dosync into a container that knows an application when that is built, such as ArC of
 * Quarkus. Where {@link DosyncExtension} is at work it does nothing.
 */
@SkipIfPortableExtensionPresent(DosyncExtension.class)
public class DosyncBuildExtension implements BuildCompatibleExtension {

  /** Those that mean something to a container: it has to know them. */
  private static final List<Class<?>> ANNOTATIONS =
      List.of(
          AgentState.class,
          AgentCall.class,
          Async.class,
          Dosync.class,
          DosyncExecutor.class,
          Shared.class,
          SideEffect.class);

  private static final String JOBS = "jobs";
  private static final String POINTS = "points";
  private static final String PRODUCERS = "producers";
  private static final String OBSERVERS = "observers";
  private static final String OBSERVING = "observing";
  private static final String NAME = "name";

  private static final Supplier<BeanManager> NOT_YET =
      () -> {
        throw new IllegalStateException("The application has not begun");
      };

  private static final Set<String> LATER =
      Set.of(Instance.class.getName(), Provider.class.getName());

  private final Deployment deployment = newDeployment();

  private final Set<Member> points = new LinkedHashSet<>();
  private final Map<Sharing.Key, Type> types = new HashMap<>();
  private final Map<DescribedBean, Member> producers = new HashMap<>();
  private final List<DescribedObserver> observers = new ArrayList<>();

  /** Made by the container. */
  public DosyncBuildExtension() {}

  private static Deployment newDeployment() {
    return new Deployment(Configuration.ofApplication(), beans -> Kinds.OF_CLASSES);
  }

  /**
   * Adds our bean and interceptors.
   *
   * @param classes those of the application
   */
  @Discovery
  public void register(ScannedClasses classes) {
    Stream.of(Deployment.OURS, List.of(DosyncInterceptor.class, StartupObserver.class), ANNOTATIONS)
        .flatMap(List::stream)
        .forEach(type -> classes.add(type.getName()));
  }

  /**
   * Gives the interceptor of {@link Dosync} the priority that is configured.
   *
   * @param interceptor that
   */
  @Enhancement(types = DosyncInterceptor.class)
  public void order(ClassConfig interceptor) {
    interceptor
        .removeAnnotation(one -> one.name().equals(Priority.class.getName()))
        .addAnnotation(deployment.priority());
  }

  /**
   * Looks at an interceptor or decorator: some containers do not show the latter later.
   *
   * @param type its class
   */
  @Enhancement(
      types = Object.class,
      withSubtypes = true,
      withAnnotations = {Interceptor.class, Decorator.class})
  public void lookAround(ClassInfo type) {
    try {
      if (isAround(type)) {
        Reflected.find(type)
            .ifPresent(found -> deployment.around(Annotations.of(found), Kinds.OF_CLASSES));
      }
    } catch (LinkageError cannotBeUsed) {
      return; // such as one for a library that is not there, which the application leaves out
    }
  }

  private static boolean isAround(ClassInfo type) {
    return AroundChecks.isAround(type::hasAnnotation);
  }

  /**
   * Looks at a bean.
   *
   * @param bean any
   */
  @Registration(types = Object.class)
  public void look(BeanInfo bean) {
    bean.injectionPoints().stream()
        .filter(info -> isShared(info.qualifiers())) // others may have no declaration
        .forEach(info -> point(info.qualifiers(), info.type(), info.declaration()));
    if (bean.disposer() != null) {
      points(bean.disposer().disposerMethod());
    }
    if (bean.isClassBean() && !isAround(bean.declaringClass())) {
      Reflected.find(bean.declaringClass()).ifPresent(type -> look(bean, type));
    } else if (bean.isProducerMethod() && isShared(bean.qualifiers())) {
      producer(bean, Reflected.member(bean.producerMethod()));
    } else if (bean.isProducerField() && isShared(bean.qualifiers())) {
      producer(bean, Reflected.member(bean.producerField()));
    }
  }

  private void look(BeanInfo bean, Class<?> type) {
    deployment.noteReplaced(type);
    deployment.bean(new DescribedBean(bean, type), Annotations.of(type), Kinds.OF_CLASSES);
  }

  private static boolean isShared(Collection<AnnotationInfo> qualifiers) {
    return qualifiers.stream().anyMatch(DosyncBuildExtension::isShared);
  }

  private static boolean isShared(AnnotationInfo annotation) {
    return annotation.name().equals(Shared.class.getName());
  }

  /** Of an observer or disposer: those are no injection points of a bean. */
  private void points(MethodInfo method) {
    method.parameters().stream()
        .filter(one -> PlacementChecks.GIVEN.stream().noneMatch(one::hasAnnotation))
        .forEach(one -> point(one.annotations(), one.type(), one));
  }

  /** Not of an event, with which an application tells changes itself. */
  private void point(Collection<AnnotationInfo> annotations, Type type, DeclarationInfo place) {
    if (!name(type).equals(Event.class.getName())) {
      annotations.stream()
          .filter(DosyncBuildExtension::isShared)
          .forEach(shared -> point(shared.value().asString(), type, member(place)));
    }
  }

  private void point(String name, Type injected, Member member) {
    Type type = LATER.contains(name(injected)) ? argument(injected) : injected;
    types.putIfAbsent(new Sharing.Key(name, Reflected.type(type)), type);
    if (points.add(member)) {
      DescribedPoint.shared(member).forEach(deployment.sharing()::point);
    }
  }

  private static String name(Type type) {
    return type.isParameterizedType() ? type.asParameterizedType().declaration().name() : "";
  }

  private static Type argument(Type type) {
    return type.asParameterizedType().typeArguments().get(0);
  }

  private static Member member(DeclarationInfo declaration) {
    return declaration.isField()
        ? Reflected.member(declaration.asField())
        : Reflected.member(declaration.asParameter().declaringMethod());
  }

  private <M extends AnnotatedElement & Member> void producer(BeanInfo bean, M member) {
    DescribedBean described = new DescribedBean(bean, member);
    producers.put(described, member);
    deployment.sharing().producer(described, member);
  }

  /**
   * Looks at an observer.
   *
   * @param observer any
   */
  @Registration(types = Object.class)
  public void look(ObserverInfo observer) {
    if (observer.isSynthetic()) {
      return;
    }
    points(observer.observerMethod());
    if (isOurs(observer)) {
      Class<?> beanClass = Reflected.type(observer.bean().declaringClass());
      Method method = (Method) Reflected.member(observer.observerMethod());
      DescribedObserver described = new DescribedObserver(beanClass, method, NOT_YET);
      observers.add(described);
      deployment.sharing().observer(described);
    }
  }

  private static boolean isOurs(ObserverInfo observer) {
    return isShared(observer.qualifiers())
        || Sharing.isObserver(Set.of(), Reflected.raw(observer.eventType()));
  }

  /**
   * Adds what was found, for our beans, and the shared references.
   *
   * @param components those of the application
   */
  @Synthesis
  public void add(SyntheticComponents components) {
    deployment.refuseUnknownTypes();
    components
        .addBean(Deployment.class)
        .type(Deployment.class)
        .scope(Singleton.class)
        .withParam(JOBS, jobs())
        .withParam(POINTS, texts(points))
        .withParam(PRODUCERS, texts(producers.values()))
        .withParam(OBSERVERS, texts(observers.stream().map(DescribedObserver::method).toList()))
        .withParam(
            OBSERVING,
            observers.stream().map(DescribedObserver::getBeanClass).toArray(Class<?>[]::new))
        .createWith(Start.class)
        .disposeWith(End.class);
    deployment
        .sharing()
        .toBeMade()
        .forEach(key -> add(components, key, requireNonNull(types.get(key))));
  }

  private Class<?>[] jobs() {
    return deployment.jobs().stream().map(BeanJob::beanClass).distinct().toArray(Class<?>[]::new);
  }

  private static String[] texts(Collection<? extends Member> members) {
    return members.stream().map(Reflected::text).toArray(String[]::new);
  }

  private static void add(SyntheticComponents components, Sharing.Key key, Type type) {
    components
        .addBean(Object.class)
        .type(type)
        .qualifier(Shared.Literal.of(key.name()))
        .scope(Dependent.class)
        .withParam(NAME, key.name())
        .createWith(Reference.class);
  }

  /**
   * Tells what has to be mended.
   *
   * @param messages those of the build
   */
  @Validation
  public void check(Messages messages) {
    deployment.check(deployment.sharing()::shownProducersOf);
    deployment.scan();
    deployment.warn();
    deployment.end();
    if (!deployment.problems().isEmpty()) {
      messages.error(new DosyncDeploymentException(deployment.problems()));
    }
  }

  /** Gathers once more, when the application starts, what was found when it was built. */
  public static final class Start implements SyntheticBeanCreator<Deployment> {

    /** Made by the container. */
    public Start() {}

    @Override
    public Deployment create(Instance<Object> lookup, Parameters found) {
      BeanManager beans = lookup.select(BeanManager.class).get();
      Deployment deployment = newDeployment();
      gather(found, deployment, beans);
      deployment.check(reference -> deployment.sharing().producersOf(reference, beans));
      deployment.begin();
      return deployment;
    }

    private static void gather(Parameters found, Deployment deployment, BeanManager beans) {
      Sharing sharing = deployment.sharing();
      for (Class<?> job : found.get(JOBS, Class[].class)) {
        deployment.bean(DescribedBean.find(job, beans), Annotations.of(job), Kinds.OF_CLASSES);
      }
      members(found, POINTS).forEach(one -> DescribedPoint.shared(one).forEach(sharing::point));
      members(found, PRODUCERS)
          .forEach(
              one ->
                  sharing.producer(
                      DescribedPoint.qualifiers((AnnotatedElement) one), Set.of(), one));
      List<Member> observers = members(found, OBSERVERS);
      Class<?>[] observing = found.get(OBSERVING, Class[].class);
      for (int i = 0; i < observing.length; i++) {
        Method observer = (Method) observers.get(i);
        sharing.observer(new DescribedObserver(observing[i], observer, () -> beans));
      }
    }

    private static List<Member> members(Parameters found, String name) {
      return Arrays.stream(found.get(name, String[].class)).map(Reflected::member).toList();
    }
  }

  /** Ends what {@link Start} has begun. */
  public static final class End implements SyntheticBeanDisposer<Deployment> {

    /** Made by the container. */
    public End() {}

    @Override
    public void dispose(Deployment deployment, Instance<Object> lookup, Parameters found) {
      deployment.end();
    }
  }

  /** Finds a shared reference for those who inject it. */
  public static final class Reference implements SyntheticBeanCreator<Object> {

    /** Made by the container. */
    public Reference() {}

    @Override
    public Object create(Instance<Object> lookup, Parameters found) {
      return lookup.select(Container.class).get().references().get(found.get(NAME, String.class));
    }
  }
}
