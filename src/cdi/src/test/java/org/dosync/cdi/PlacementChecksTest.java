package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.stream.Stream;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.elsewhere.Inherited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An annotation where nobody looks at it is a mistake, not one without effect. */
@Timeout(60)
class PlacementChecksTest {

  private static void assertRefused(Class<?> bean, String... lines) {
    assertThat(Containers.problems(Map.of(), bean)).containsExactlyInAnyOrder(lines);
  }

  private static String at(int code, Class<?> bean, String member) {
    return String.format("DOSYNC-%03d ", code) + bean.getName() + member + ": ";
  }

  // ---- methods that the container calls

  @ApplicationScoped
  static class Life {
    @Dosync
    @PostConstruct
    void open() {}

    @Inject
    @Async
    void initialize(BeanManager beans) {}

    @SideEffect
    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      return call.proceed();
    }

    @Every("1h")
    @PreDestroy
    void close() {}
  }

  @AgentState
  static class AgentLife {
    @Send
    @PostConstruct
    void open() {}
  }

  private static String noEffect(String annotation, String caller) {
    return annotation
        + " has no effect on a method with "
        + caller
        + ", which the container calls past all interceptors: drop it, and say in plain Java there"
        + " what it says";
  }

  @Test
  void methodThatTheContainerCallsPastInterceptors() {
    assertRefused(
        Life.class,
        at(15, Life.class, ".open()") + noEffect("@Dosync", "@PostConstruct"),
        at(15, Life.class, ".initialize(BeanManager)") + noEffect("@Async", "@Inject"),
        at(15, Life.class, ".around(InvocationContext)") + noEffect("@SideEffect", "@AroundInvoke"),
        at(15, Life.class, ".close()")
            + "a method with @PreDestroy is the container's to call, and no job: drop @Every, or"
            + " make two methods of it");
    assertRefused(
        AgentLife.class, at(15, AgentLife.class, ".open()") + noEffect("@Send", "@PostConstruct"));
  }

  @Dosync
  @ApplicationScoped
  static class Intercepted {
    private final Ref<String> seen = Ref.of("");

    @PostConstruct
    void open() {} // not meant by the annotation on the class

    void observe(@Observes String event) {
      seen.set(event);
    }

    @Produces
    Integer length() {
      return Transaction.isRunning() ? seen.deref().length() : -1;
    }
  }

  @Test
  void observersAndProducersAreIntercepted() {
    try (SeContainer container = Containers.start(Intercepted.class)) {
      container.getBeanManager().getEvent().fire("four");
      assertThat(container.select(Integer.class).get()).isEqualTo(4);
    }
  }

  @AgentState
  static class Hidden {
    private void observe(@Observes String event) {}

    @Produces
    private Integer length() {
      return 4;
    }

    private void use() {
      observe("");
    }

    void useIt() {
      use();
    }
  }

  @Test
  void privateObserversAndProducersThatTheClassMeans() {
    String text =
        "@AgentState of the class has no effect on a private method that observes or produces: drop"
            + " \"private\"";
    assertRefused(
        Hidden.class,
        at(1, Hidden.class, ".observe(String)") + text,
        at(1, Hidden.class, ".length()") + text);
  }

  @ApplicationScoped
  static class FromElsewhere extends Inherited {}

  @SideEffect
  @ApplicationScoped
  static class AllFromElsewhere extends Inherited {}

  @Test
  void packagePrivateMethodsOfAnotherPackage() {
    String mend = ": make it protected, as it is inherited from another package";
    String text =
        " has no effect on a package-private method, which no container intercepts" + mend;
    String[] ofMethods = {
      "DOSYNC-001 %s.inTransaction(): @Dosync" + text + ", or weave the class",
      "DOSYNC-001 %s.later(): @Async" + text,
      "DOSYNC-010 %s.tick(): a method with @Every can't be package-private" + mend
    };
    String ofClass =
        "DOSYNC-001 %s.observe(String): @SideEffect of the class has no effect on a"
            + " package-private method that observes or produces"
            + mend;
    assertRefused(FromElsewhere.class, named(FromElsewhere.class, ofMethods));
    assertRefused(
        AllFromElsewhere.class,
        Stream.of(named(AllFromElsewhere.class, ofMethods), named(AllFromElsewhere.class, ofClass))
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private static String[] named(Class<?> bean, String... lines) {
    return Stream.of(lines).map(line -> line.formatted(bean.getName())).toArray(String[]::new);
  }

  // ---- interfaces

  @SideEffect
  interface Store {
    @Dosync
    void put(String value);

    @Every("1h")
    void sweep();
  }

  @ApplicationScoped
  static class Implementation implements Store {
    @Override
    public void put(String value) {}

    @Override
    public void sweep() {}
  }

  @Dosync
  @SideEffect
  @ApplicationScoped
  static class RightImplementation implements Store {
    @Override
    public void put(String value) {}

    @Every("2h")
    @Override
    public void sweep() {}
  }

  private static String notInherited(String annotation, String type, String place) {
    return "beans do not inherit "
        + annotation
        + " from an interface, as "
        + type
        + " is: put it "
        + place;
  }

  @Test
  void annotationsOfInterfaces() {
    assertRefused(
        Implementation.class,
        at(25, Implementation.class, "") + notInherited("@SideEffect", "Store", "on the class"),
        at(25, Implementation.class, ".put(String)") + notInherited("@Dosync", "Store", "here"),
        at(25, Implementation.class, ".sweep()") + notInherited("@Every", "Store", "here"));
    try (SeContainer container = Containers.start(RightImplementation.class)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  abstract static class Unfinished<T> {
    @Dosync
    abstract void put(T value);

    @SideEffect
    protected abstract void send();

    @Every("1h")
    abstract void sweep();

    @Async
    abstract void later();
  }

  @ApplicationScoped
  static class Finished extends Unfinished<String> {
    @Override
    void put(String value) {}

    @Override
    protected void send() {}

    @Override
    void sweep() {}

    @Override
    void later() {}
  }

  /** One of its overloads overrides nothing, though the type variable might stand for that. */
  @ApplicationScoped
  static class RightFinished extends Unfinished<String> {
    @Dosync
    @Override
    void put(String value) {}

    void put(Integer other) {}

    @SideEffect
    @Override
    protected void send() {}

    @Interspaced("2h") // in its place
    @Override
    void sweep() {}

    @Async
    @Override
    void later() {}
  }

  @Test
  void annotationsOfAbstractMethods() {
    String text = " from an abstract method, as that of Unfinished is: put it here";
    assertRefused(
        Finished.class,
        at(25, Finished.class, ".later()") + "beans do not inherit @Async" + text,
        at(25, Finished.class, ".put(String)") + "beans do not inherit @Dosync" + text,
        at(25, Finished.class, ".send()") + "beans do not inherit @SideEffect" + text,
        at(25, Finished.class, ".sweep()") + "beans do not inherit @Every" + text);
    try (SeContainer container = Containers.start(RightFinished.class)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  @ApplicationScoped
  static class Elsewhere implements javaapp.Store {
    @Override
    public void keep(String value) {}
  }

  @Test
  void annotationsOfInterfacesInPackagesThatAreNotOfTheJdk() {
    assertRefused(
        Elsewhere.class,
        at(25, Elsewhere.class, ".keep(String)") + notInherited("@Dosync", "Store", "here"));
  }

  interface Accounts<K> {
    long deposit(@AgentKey K id, long amount);
  }

  abstract static class Closing {
    void close(@AgentKey String id) {}
  }

  @AgentState
  static class AccountsBean extends Closing implements Accounts<String> {
    @Override
    public long deposit(String id, long amount) {
      return amount;
    }

    @Override
    void close(String id) {}
  }

  @AgentState
  static class RightAccountsBean extends Closing implements Accounts<String> {
    @Override
    public long deposit(@AgentKey String id, long amount) {
      return amount;
    }
  }

  interface Shelf<K> {
    void put(@AgentKey K key);

    default void put(Integer key) {}

    void move(@AgentKey K from, K to);
  }

  /** Its overloads override nothing, though a type variable might stand for what they take. */
  @AgentState
  static class OverloadingBean implements Shelf<String> {
    @Override
    public void put(@AgentKey String key) {}

    @Override
    public void move(@AgentKey String from, String to) {}

    void move(Integer count, @AgentKey String of) {}
  }

  @Test
  void keysOfWhatIsOverridden() {
    String text = "beans do not inherit @AgentKey from what a method overrides, as that of ";
    assertRefused(
        AccountsBean.class,
        at(25, AccountsBean.class, ".deposit(String, long)") + text + "Accounts is: put it here",
        at(25, AccountsBean.class, ".close(String)") + text + "Closing is: put it here");
    try (SeContainer container = Containers.start(RightAccountsBean.class, OverloadingBean.class)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  // ---- annotations by a binding of the application's own

  @Dosync
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface InTransaction {}

  @Async
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Later {}

  @SideEffect
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Effect {}

  @ApplicationScoped
  static class ByBinding {
    @InTransaction
    private void audit() {}

    @Later
    static void common() {}

    @Effect
    @PostConstruct
    void open() {
      audit();
    }
  }

  @Test
  void annotationsByABindingWhereNobodyLooksAtThem() {
    assertRefused(
        ByBinding.class,
        at(1, ByBinding.class, ".audit()")
            + "@Dosync has no effect on a private method, which no container intercepts: drop"
            + " \"private\"",
        at(1, ByBinding.class, ".common()")
            + "@Async has no effect on a static method, which no container intercepts: drop"
            + " \"static\"",
        at(15, ByBinding.class, ".open()") + noEffect("@SideEffect", "@PostConstruct"));
  }

  @Effect
  interface BoundStore {
    @InTransaction
    void put(String value);
  }

  @ApplicationScoped
  static class UnboundImplementation implements BoundStore {
    @Override
    public void put(String value) {}
  }

  @SideEffect
  @ApplicationScoped
  static class BoundImplementation implements BoundStore {
    @InTransaction
    @Override
    public void put(String value) {}
  }

  @ApplicationScoped
  static class OtherwiseBoundImplementation implements Store {
    @InTransaction
    @Effect
    @Override
    public void put(String value) {}

    @Every("2h")
    @Override
    public void sweep() {}
  }

  @Test
  void annotationsOfInterfacesByABinding() {
    assertRefused(
        UnboundImplementation.class,
        at(25, UnboundImplementation.class, "")
            + notInherited("@SideEffect", "BoundStore", "on the class"),
        at(25, UnboundImplementation.class, ".put(String)")
            + notInherited("@Dosync", "BoundStore", "here"));
    try (SeContainer container = Containers.start(BoundImplementation.class)) {
      assertThat(container.isRunning()).isTrue();
    }
    assertRefused(
        OtherwiseBoundImplementation.class,
        at(25, OtherwiseBoundImplementation.class, "")
            + notInherited("@SideEffect", "Store", "on the class"));
  }

  // ---- references that nobody injects

  @ApplicationScoped
  static class Forgotten {
    @Shared("field")
    Ref<Integer> field;

    void set(@Shared("parameter") Ref<Integer> parameter) {}

    void right(@Observes String event, @Shared("observer") Ref<Integer> parameter) {}
  }

  @Test
  void sharedReferenceThatNobodyInjects() {
    String text = "@Shared has no effect where nothing is injected or produced: add @Inject";
    assertRefused(
        Forgotten.class,
        at(16, Forgotten.class, ".field") + text,
        at(16, Forgotten.class, ".set") + text);
  }
}
