package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dosync.Atom;
import org.dosync.Failure;
import org.dosync.Promise;
import org.dosync.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of shared references and could not work is told at deployment. */
@Timeout(60)
class SharedChecksTest {

  private static void assertRefused(Class<?> bean, String... lines) {
    assertThat(Containers.problems(Map.of(), Salary.class, bean)).containsExactlyInAnyOrder(lines);
  }

  private static void start(Class<?>... beans) {
    try (SeContainer container = Containers.start(beans)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  private static String at(int code, Class<?> bean, String member) {
    return "DOSYNC-0" + code + " " + bean.getName() + member + ": ";
  }

  @Dependent
  static class Salary {
    @Inject
    @Shared("salary")
    Ref<Integer> salary;

    @Inject
    @Shared(value = "city", initial = "Chicago")
    Atom<String> city;

    @Inject
    @Shared("guests")
    Promise<Integer> guests;
  }

  @Dependent
  static class Producers {
    @Produces
    @Shared("salry")
    static final Integer MISSPELT = 1;

    @Produces
    @Shared("salary")
    static Long wrong() {
      return 1L;
    }

    @Produces
    @Shared("city")
    static final String TWICE = "Boston";

    @Produces
    @Shared("guests")
    static final Integer PROMISED = 50;
  }

  @Test
  void producersThatAreNeverAsked() {
    assertRefused(
        Producers.class,
        at(21, Producers.class, ".MISSPELT")
            + "nobody injects @Shared(\"salry\"): mend the name, or drop it",
        at(21, Producers.class, ".wrong")
            + "@Shared(\"salary\") begins with an Integer: return that",
        at(21, Producers.class, ".TWICE")
            + "@Shared(\"city\") has its first value at "
            + Salary.class.getName()
            + ".city: say it once",
        at(21, Producers.class, ".PROMISED")
            + "@Shared(\"guests\") is a Promise, which has no value at first: drop the producer");
  }

  record Limit(int perHour) {}

  @ApplicationScoped
  static class Unreadable {
    @Inject
    @Shared(value = "limit", initial = "5")
    Ref<Limit> limit;

    @Inject
    @Shared(value = "names", initial = "Ada")
    Ref<List<String>> names;
  }

  @Test
  void firstValuesForWhichThereIsNoText() {
    String text =
        ", which has no static valueOf(String) or parse(CharSequence): produce the first value";
    assertRefused(
        Unreadable.class,
        at(11, Unreadable.class, ".limit")
            + "@Shared(\"limit\"): there is no text for a Limit"
            + text,
        at(11, Unreadable.class, ".names")
            + "@Shared(\"names\"): there is no text for a List<String>"
            + text);
  }

  @ApplicationScoped
  static class Circles {
    @Inject
    @Shared("field")
    Ref<Integer> field;

    @Inject
    void initialize(@Shared("initializer") Ref<Integer> initializer) {}

    @Produces
    @Shared("field")
    Integer field() {
      return 1;
    }

    @Produces
    @Shared("initializer")
    final Integer initializer = 1;

    @Produces
    @Shared("parameter")
    static Integer parameter(@Shared("parameter") Ref<Integer> itself) {
      return 1;
    }
  }

  @Dependent
  static class Inheriting extends Circles {
    @Produces
    @Shared("field")
    @Override
    Integer field() {
      return 1;
    }
  }

  @Test
  void firstValuesThatAreMadeOfTheirReference() {
    assertRefused(
        Circles.class,
        at(27, Circles.class, ".field")
            + "the first value of @Shared(\"field\") can't be made by a bean into which the"
            + " reference is injected, at "
            + Circles.class.getName()
            + ".field: make the producer static",
        at(27, Circles.class, ".initializer")
            + "the first value of @Shared(\"initializer\") can't be made by a bean into which the"
            + " reference is injected, at "
            + Circles.class.getName()
            + ".initialize: make the producer static",
        at(27, Circles.class, ".parameter")
            + "the first value of @Shared(\"parameter\") can't be made from the reference, which is"
            + " not there yet: drop that parameter");
    assertRefused(
        Inheriting.class,
        at(27, Inheriting.class, ".field")
            + "the first value of @Shared(\"field\") can't be made by a bean into which the"
            + " reference is injected, at "
            + Circles.class.getName()
            + ".field: make the producer static");
  }

  @ApplicationScoped
  static class NoCircles {
    @Inject
    @Shared("static")
    Ref<Integer> first;

    @Inject
    @Shared("later")
    Instance<Ref<Integer>> later;

    @Produces
    @Shared("static")
    static Integer first() {
      return 1;
    }

    @Produces
    @Shared("later")
    Integer later() {
      return 2;
    }

    @Produces
    @Shared("observed")
    Integer observed() {
      return 3;
    }

    int sum;

    void observe(@Observes Startup event, @Shared("observed") Ref<Integer> observed) {
      sum = first.deref() + later.get().deref() + observed.deref();
    }

    int sum() {
      return sum;
    }
  }

  @Test
  void firstValuesOfABeanThatAsksLater() {
    try (SeContainer container = Containers.start(NoCircles.class)) {
      assertThat(container.select(NoCircles.class).get().sum()).isEqualTo(6);
    }
  }

  @Dependent
  static class PromisedText {
    @Inject
    @Shared(value = "promised", initial = "1")
    Promise<Integer> promised;
  }

  @Test
  void promiseThatHasAValueAtFirst() {
    assertRefused(
        PromisedText.class,
        at(11, PromisedText.class, ".promised")
            + "@Shared(\"promised\") is a Promise, which has no value at first: drop initial");
  }

  @Dependent
  static class NoText {
    @Inject
    @Shared(value = "letter", initial = "AB")
    Ref<Character> letter;

    @Inject
    @Shared(value = "thread", initial = "main")
    Ref<Thread> thread;
  }

  @Test
  void textThatIsNoValue() {
    assertRefused(
        NoText.class,
        at(11, NoText.class, ".letter")
            + "@Shared(\"letter\"): \"AB\" is no Character (write one character)",
        at(11, NoText.class, ".thread")
            + "@Shared(\"thread\"): there is no text for a Thread, which has no static"
            + " valueOf(String) or parse(CharSequence): produce the first value");
  }

  @Dependent
  static class Refused {
    @Inject
    @Shared("refused")
    Integer refused;

    @Inject
    @Shared(value = "configured", initial = "{nowhere}")
    Ref<Integer> configured;

    @Inject
    @Shared("two")
    Ref<Integer> one;

    @Produces
    @Shared("configured")
    static final Integer CONFIGURED = 1;

    @Produces
    @Shared("two")
    static final Long TWO = 2L;

    void refused(@Observes @Shared("refused") Changed<Integer> change) {}

    void two(@Observes @Shared("two") Changed<Long> change) {}
  }

  @Dependent
  static class RefusedToo {
    @Inject
    @Shared("two")
    Ref<Long> other;
  }

  @Test
  void whatFollowsFromAMistakeIsNotTold() {
    List<String> problems = Containers.problems(Map.of(), Refused.class, RefusedToo.class);
    assertThat(problems.stream().map(problem -> problem.substring(0, 10)))
        .containsExactlyInAnyOrder("DOSYNC-011", "DOSYNC-012", "DOSYNC-013");
  }

  @Dependent
  static class Wild<T> {
    @Inject
    @Shared("wild")
    Ref<? extends Number> wild;

    @Inject
    @Shared("variable")
    Atom<T> variable;

    @Inject
    @Shared("inside")
    Ref<Map<String, ?>> inside;
  }

  @Test
  void referencesOfUnknownTypes() {
    String text =
        "@Shared is for a Ref, an Atom, an Agent or a Promise, with the type of its value, or for a"
            + " LongRef, not for ";
    assertRefused(
        Wild.class,
        at(11, Wild.class, ".wild") + text + "Ref<? extends Number>",
        at(11, Wild.class, ".variable") + text + "Atom<T>",
        at(11, Wild.class, ".inside") + text + "Ref<Map<String, ?>>");
  }

  @Dependent
  static class Twice {
    @Produces
    @Shared("salary")
    static final Integer ONE = 1;

    @Produces
    @Shared("salary")
    static final Integer OTHER = 2;
  }

  @Test
  void twoFirstValues() {
    String text =
        "@Shared(\"salary\") has more than one producer of its first value: drop all but one";
    assertRefused(
        Twice.class, at(21, Twice.class, ".ONE") + text, at(21, Twice.class, ".OTHER") + text);
  }

  static class Tariff {}

  @Dependent
  static class Scoped {
    @Inject
    @Shared("tariff")
    Atom<Tariff> tariff;

    @Inject
    @Shared("single")
    Atom<Tariff> single;

    @Produces
    @RequestScoped
    @Shared("tariff")
    static Tariff tariff() {
      return new Tariff();
    }

    @Produces
    @Singleton
    @Shared("single")
    static Tariff single() {
      return new Tariff();
    }
  }

  /** What one request sees would be another one's, or no value at all, in the next. */
  @Test
  void firstValueThatIsAProxy() {
    assertRefused(
        Scoped.class,
        at(21, Scoped.class, ".tariff")
            + "@Shared(\"tariff\") would begin with the container's proxy of a value: drop"
            + " @RequestScoped");
  }

  @Dependent
  static class OwnReference {
    @Produces
    @Shared("own")
    static Ref<Integer> own() {
      return Ref.of(1);
    }

    @Inject
    @Shared("own")
    Ref<Integer> own;
  }

  @Test
  void producerOfAReferenceInsteadOfItsFirstValue() {
    assertRefused(
        OwnReference.class,
        at(21, OwnReference.class, ".own")
            + "@Shared(\"own\") begins with an Integer: return that");
  }

  @Dependent
  static class Constrained {
    @Inject
    @Shared(value = "many", initial = "10")
    @Max(9)
    Ref<Integer> many;

    @Inject
    @Shared("none")
    @NotNull
    Ref<Integer> none;

    @Inject
    @Shared("text")
    @Max(9)
    Atom<Boolean> text;

    @Inject
    @Shared("promise")
    @Max(9)
    Promise<Integer> promise;

    @Inject
    void parameter(@Shared("parameter") @Max(9) Ref<Integer> parameter) {}
  }

  @Dependent
  static class ConstrainedInside {
    @Inject
    @Shared(value = "inside", initial = "-1")
    Ref<@Max(-2) Integer> inside;
  }

  @Test
  void constraintOfTheTypeInside() {
    assertRefused(
        ConstrainedInside.class,
        at(22, ConstrainedInside.class, ".inside")
            + "@Shared(\"inside\") can't begin with -1: must be less than or equal to -2");
  }

  @Test
  void constraintsThatCannotHold() {
    assertRefused(
        Constrained.class,
        at(22, Constrained.class, ".many")
            + "@Shared(\"many\") can't begin with 10: must be less than or equal to 9",
        at(22, Constrained.class, ".none")
            + "@Shared(\"none\") can't begin with null: must not be null",
        at(22, Constrained.class, ".text")
            + "the constraints of @Shared(\"text\") can't be checked: HV000030: No validator could be"
            + " found for constraint 'jakarta.validation.constraints.Max' validating type"
            + " 'java.lang.Boolean'. Check configuration for 'text'",
        at(22, Constrained.class, ".promise")
            + "@Shared(\"promise\") is a Promise, whose value nothing checks: drop the constraint",
        at(22, Constrained.class, ".parameter")
            + "constraints of @Shared(\"parameter\") are read on fields only: inject it into one");
  }

  @Dependent
  static class ConstrainedLater {
    @Inject
    @Shared("instance")
    @NotNull
    Instance<Ref<Integer>> instance;

    @Inject
    @Shared("provider")
    @Max(9)
    Provider<Ref<Integer>> provider;
  }

  /** Of what is there at once: an {@code Instance} is never null. */
  @Test
  void constraintsOfWhatIsAskedForLater() {
    String text = " are not read on an Instance or a Provider: put them where the reference itself";
    assertRefused(
        ConstrainedLater.class,
        at(22, ConstrainedLater.class, ".instance")
            + "constraints of @Shared(\"instance\")"
            + text
            + " is injected",
        at(22, ConstrainedLater.class, ".provider")
            + "constraints of @Shared(\"provider\")"
            + text
            + " is injected");
  }

  @ApplicationScoped
  static class Observing {
    void misspelt(@Observes @Shared("salry") Changed<Integer> change) {}

    void wrong(@Observes @Shared("salary") Changed<Long> change) {}

    void promise(@Observes @Shared("guests") Changed<Integer> change) {}

    void value(@Observes @Shared("salary") Integer salary) {}

    void any(@Observes @Shared("salary") Changed<?> change) {}
  }

  @Test
  void observersThatAreNeverTold() {
    assertRefused(
        Observing.class,
        at(23, Observing.class, "")
            + "nobody injects @Shared(\"salry\"): mend the name, or drop it",
        at(23, Observing.class, "")
            + "the changes of @Shared(\"salary\") are Changed<Integer>, not"
            + " Changed<Long>",
        at(23, Observing.class, "")
            + "the changes of @Shared(\"salary\") are Changed<Integer>, not Integer",
        at(23, Observing.class, "")
            + "@Shared(\"guests\") is a Promise, which does not change: chain to it, with"
            + " thenAccept");
  }

  @ApplicationScoped
  static class ObservingWithQualifiers {
    @Inject
    @Shared("seats")
    Ref<Integer> seats;

    void change(@Observes @Shared("seats") @Default Changed<Integer> change) {}

    void failure(@Observes @Named("mine") Failure failure) {}

    void told(@Observes @Any @Shared("seats") Changed<Integer> change) {}
  }

  @Test
  void observersWithQualifiersThatNoChangeHas() {
    assertRefused(
        ObservingWithQualifiers.class,
        at(23, ObservingWithQualifiers.class, "")
            + "an observer of Changed<Integer> is never told of one with @Default: drop that",
        at(23, ObservingWithQualifiers.class, "")
            + "an observer of Failure is never told of one with @Named: drop that");
  }

  @Qualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Ours {}

  @ApplicationScoped
  static class ObservingEventsOfItsOwn {
    private final List<Object> told = new CopyOnWriteArrayList<>();

    @Inject @Ours Event<Failure> failures;

    void failure(@Observes @Ours Failure failure) {
      told.add(failure);
    }

    void later(@ObservesAsync @Ours Failure failure) {}

    void change(@Observes @Ours Changed<Integer> change) {}

    List<Object> afterOneOf(Failure failure) {
      failures.fire(failure);
      return told;
    }
  }

  @Test
  void observersOfEventsThatAnApplicationTellsItself() {
    Failure failure = new Failure("mine", null, new IllegalStateException(), null);
    try (SeContainer container = Containers.start(ObservingEventsOfItsOwn.class)) {
      assertThat(container.select(ObservingEventsOfItsOwn.class).get().afterOneOf(failure))
          .containsExactly(failure);
    }
  }

  @ApplicationScoped
  static class ObservingByBounds {
    @Inject
    @Shared("words")
    Ref<List<String>> words;

    void wild(@Observes @Shared("words") Changed<? extends List<?>> change) {}

    void above(@Observes @Shared("words") Changed<? extends Collection<String>> change) {}

    void inside(@Observes @Shared("words") Changed<List<?>> change) {}

    <E> void variable(@Observes @Shared("words") Changed<List<E>> change) {}

    void wrong(@Observes @Shared("words") Changed<? extends Collection<Integer>> change) {}
  }

  @Test
  void observersByBounds() {
    assertRefused(
        ObservingByBounds.class,
        at(23, ObservingByBounds.class, "")
            + "the changes of @Shared(\"words\") are Changed<List<String>>, not"
            + " Changed<? extends Collection<Integer>>");
  }

  static <E extends Comparable<E>> void itself(Changed<E> change) {}

  static <E extends Comparable<? super E>> void aboveItself(Changed<E> change) {}

  /** Without a container: OpenWebBeans knows no such observer. */
  @Test
  void boundMayNameItsVariable() throws Exception {
    assertOfIntegers("itself");
    assertOfIntegers("aboveItself");
  }

  private static void assertOfIntegers(String method) throws Exception {
    Type observed =
        SharedChecksTest.class.getDeclaredMethod(method, Changed.class)
            .getGenericParameterTypes()[0];
    assertThat(new ChangedType(Integer.class).isA(observed)).isTrue();
    assertThat(new ChangedType(Object.class).isA(observed)).isFalse();
  }

  @ApplicationScoped
  static class ObservingLater {
    void change(@ObservesAsync @Shared("salary") Changed<Integer> change) {}

    void failure(@ObservesAsync Failure failure) {}

    void anything(@ObservesAsync Object event) {}
  }

  @Test
  void observersThatAreToldLater() {
    String text =
        " is told at once: take @Observes instead of @ObservesAsync, and for another thread a method"
            + " with @Async, or an @AgentState bean";
    assertRefused(
        ObservingLater.class,
        at(24, ObservingLater.class, "") + "an observer of Changed<Integer>" + text,
        at(24, ObservingLater.class, "") + "an observer of Failure" + text);
  }
}
