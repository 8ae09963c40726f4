package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.inject.Named;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.dosync.DosyncException;
import org.dosync.Job;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Annotations count wherever Jakarta says they do: above, below, and through other annotations. */
@Timeout(60)
class InheritanceTest {

  private static List<String> jobs(Class<?>... beans) {
    try (SeContainer container = Containers.start(beans)) {
      return container.select(Scheduler.class).get().scheduledJobs().stream()
          .map(Job::description)
          .sorted()
          .toList();
    }
  }

  abstract static class Base<T> implements Callable<T> {
    @Every("1h")
    void inherited() {}

    @Every("1h")
    void again() {}

    @Every("1h")
    void notAnyMore() {}
  }

  interface Greeting {
    @Every("1h")
    default void greet() {}

    @Every("1h")
    default void greetAgain() {}
  }

  @ApplicationScoped
  static class Bean extends Base<Integer> implements Greeting {
    @Override
    void again() {}

    @Every("2h")
    @Override
    void notAnyMore() {}

    @Override
    public void greetAgain() {}

    @Every("1h")
    @Override
    public Integer call() {
      return 1;
    }
  }

  interface Counting {
    @Dosync
    default boolean isInTransaction() {
      return Transaction.isRunning();
    }
  }

  @ApplicationScoped
  static class Counter implements Counting {}

  @ApplicationScoped
  static class OverridingCounter implements Counting {
    @Dosync
    @Override
    public boolean isInTransaction() {
      return Transaction.isRunning();
    }
  }

  @Test
  void annotatedDefaultMethodIsInterceptedOrRefused() {
    try (SeContainer container = Containers.start(OverridingCounter.class)) {
      assertThat(container.select(Counting.class).get().isInTransaction()).isTrue();
    }
    if (Containers.isOpenWebBeans()) {
      assertThat(Containers.problems(Map.of(), Counter.class))
          .containsExactly(
              "DOSYNC-001 org.dosync.cdi.InheritanceTest$Counter.isInTransaction(): @Dosync has no"
                  + " effect on an inherited default method, which this container does not"
                  + " intercept: override it, and put the annotation there");
    } else {
      try (SeContainer container = Containers.start(Counter.class)) {
        assertThat(container.select(Counting.class).get().isInTransaction()).isTrue();
      }
    }
  }

  @Test
  void overriddenMethodIsNoJobAndItsOverriderIsOneOnceIfItSaysSo() {
    assertThat(jobs(Bean.class))
        .containsExactly("Bean.call", "Bean.greet", "Bean.inherited", "Bean.notAnyMore");
  }

  @ApplicationScoped
  static class Plain {
    @Every("1h")
    void run() {}
  }

  @Specializes
  static class Special extends Plain {}

  @Test
  void specializedBeanHasNoJobs() {
    assertThat(jobs(Plain.class, Special.class)).containsExactly("Special.run");
  }

  @Dosync(name = "by binding")
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Audited {}

  @Dosync
  @ApplicationScoped
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Service {}

  @Service
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface WebService {}

  @Dependent
  static class ByBinding {
    @Audited
    boolean run() {
      return Transaction.isRunning();
    }
  }

  @WebService
  static class ByStereotype {
    boolean run() {
      return Transaction.isRunning();
    }
  }

  @AgentState(capacity = 7)
  @Named
  @Stereotype
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Journal {}

  @Journal
  static class ByAgentStereotype {
    private int lines;

    @SendOff
    void write() {
      lines++;
    }

    int lines() {
      return lines;
    }
  }

  @Test
  void annotationMayComeThroughOtherAnnotations() {
    try (SeContainer container =
        Containers.start(ByBinding.class, ByStereotype.class, ByAgentStereotype.class)) {
      assertThat(container.select(ByBinding.class).get().run()).isTrue();
      assertThat(container.select(ByStereotype.class).get().run()).isTrue();
      ByAgentStereotype journal = container.select(ByAgentStereotype.class).get();
      journal.write();
      assertThat(journal.lines()).isEqualTo(1);
    }
  }

  @Dosync
  @Vetoed
  public static class Made {
    public boolean inTransaction() {
      return Transaction.isRunning();
    }
  }

  @Dependent
  static class Maker {
    @Produces
    @Named("made")
    static Made made(InterceptionFactory<Made> factory) {
      return factory.createInterceptedInstance(new Made());
    }
  }

  @Test
  void annotationsCountOnWhatAnInterceptionFactoryMakes() {
    try (SeContainer container = Containers.start(Maker.class)) {
      Made made = container.select(Made.class, NamedLiteral.of("made")).get();
      assertThat(made.inTransaction()).isTrue();
    }
  }

  // ---- what an InterceptionFactory makes

  @Vetoed
  public static class MadeLater {
    final AtomicInteger runs = new AtomicInteger();

    @Async
    public int run() {
      return runs.incrementAndGet();
    }
  }

  @Dependent
  static class LateMaker {
    static final MadeLater MADE = new MadeLater();

    @Produces
    @Named("late")
    static MadeLater made(InterceptionFactory<MadeLater> factory) {
      return factory.createInterceptedInstance(MADE);
    }
  }

  @Test
  void asynchronousMethodThatReturnsAValueIsRefusedAndDoesNotRun() {
    try (SeContainer container = Containers.start(LateMaker.class)) {
      MadeLater made = container.select(MadeLater.class, NamedLiteral.of("late")).get();
      assertThatThrownBy(made::run)
          .isInstanceOf(DosyncException.class)
          .hasMessage(
              "MadeLater.run can't be @Async, since it returns int: return void, a Promise, a"
                  + " CompletionStage, a CompletableFuture or a Future");
    }
    assertThat(LateMaker.MADE.runs).hasValue(0);
  }

  @Vetoed
  public static class Bare {
    public boolean inTransaction() {
      return Transaction.isRunning();
    }
  }

  @Dependent
  static class Adder {
    @Produces
    @Named("bare")
    static Bare made(InterceptionFactory<Bare> factory) {
      factory.configure().add(Made.class.getAnnotation(Dosync.class));
      return factory.createInterceptedInstance(new Bare());
    }
  }

  @Test
  void annotationsThatAnInterceptionFactoryAddsAreRefusedInWords() {
    try (SeContainer container = Containers.start(Adder.class)) {
      Bare bare = container.select(Bare.class, NamedLiteral.of("bare")).get();
      assertThatThrownBy(bare::inTransaction)
          .isInstanceOf(DosyncException.class)
          .hasMessage(
              "Bare.inTransaction: there is no @Dosync on the method, nor on its class, as it is"
                  + " written: what InterceptionFactory.configure() adds does not count. Write it"
                  + " there");
    }
  }

  @Service
  @ApplicationScoped
  static class MakerByStereotype {
    @Produces
    @Named("byStereotype")
    static Made made(InterceptionFactory<Made> factory) {
      return factory.createInterceptedInstance(new Made());
    }

    boolean run() {
      return Transaction.isRunning();
    }
  }

  @Test
  void stereotypesOfABeanCountWhateverItHasMadeBefore() {
    try (SeContainer container = Containers.start(MakerByStereotype.class)) {
      Made made = container.select(Made.class, NamedLiteral.of("byStereotype")).get();
      assertThat(made.inTransaction()).isTrue();
      assertThat(container.select(MakerByStereotype.class).get().run()).isTrue();
    }
  }
}
