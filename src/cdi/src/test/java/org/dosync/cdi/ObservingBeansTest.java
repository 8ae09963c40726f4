package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dosync.Atom;
import org.dosync.Failure;
import org.dosync.Failures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which bean is told of a change, and has jobs. */
@Timeout(60)
class ObservingBeansTest {

  static final List<String> TOLD = new CopyOnWriteArrayList<>();

  @Dependent
  static class Salaries {
    @Inject
    @Shared(value = "salary", initial = "1")
    Atom<Integer> salary;
  }

  /** Many, since those that are there are asked in no order. */
  @ApplicationScoped
  static class Producing {
    static final CountDownLatch RAN = new CountDownLatch(1);

    @Produces final String text = "text";
    @Produces final Thread thread = new Thread();
    @Produces final StringBuilder builder = new StringBuilder();
    @Produces final List<String> list = List.of();

    @Produces
    Set<String> set() {
      return Set.of();
    }

    @Produces
    int number() {
      return 1;
    }

    void on(@Observes @Shared("salary") Changed<Integer> change) {
      TOLD.add("producing " + change.newValue());
    }

    @Every("1h")
    void run() {
      RAN.countDown();
    }
  }

  @SessionScoped
  static class OfSession implements Serializable {
    private static final long serialVersionUID = 1L;

    void on(
        @Observes(notifyObserver = Reception.IF_EXISTS) @Shared("salary") Changed<Integer> change) {
      TOLD.add("session " + change.newValue());
    }
  }

  @ApplicationScoped
  static class Existing {
    void on(
        @Observes(notifyObserver = Reception.IF_EXISTS) @Shared("salary") Changed<Integer> change) {
      TOLD.add("existing " + change.newValue());
    }

    void make() {}
  }

  @ApplicationScoped
  static class Counting {
    private int sum;

    private void add(@Observes @Shared("salary") Changed<Integer> change) {
      sum += change.newValue();
    }

    int sum() {
      return sum;
    }
  }

  @ApplicationScoped
  static class Comparing {
    <T extends Comparable<T>> void on(@Observes Changed<T> change) {
      TOLD.add("comparing " + change.newValue());
    }
  }

  static class Listening<T> {
    void on(@Observes Changed<T> change) {
      TOLD.add(what() + " " + change.newValue());
    }

    String what() {
      return "texts";
    }
  }

  @Dependent
  static class ListeningToNumbers extends Listening<Integer> {
    @Override
    String what() {
      return "numbers";
    }
  }

  @Dependent
  static class ListeningToTexts extends Listening<String> {}

  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() {
    TOLD.clear();
    Failures.setHandler(failures::add);
  }

  @AfterEach
  void noHandler() {
    Failures.setHandler(null);
  }

  @Test
  void beanThatProducesOthersIsToldItself() {
    try (SeContainer container = Containers.start(Salaries.class, Producing.class)) {
      Patience.await(Producing.RAN);
      container.select(Salaries.class).get().salary.reset(2);
    }
    assertThat(TOLD).containsExactly("producing 2");
    assertThat(failures).isEmpty();
  }

  @Test
  void observerThatIsNotThereIsNotMadeToBeTold() {
    try (SeContainer container =
        Containers.start(Salaries.class, OfSession.class, Existing.class)) {
      Salaries salaries = container.select(Salaries.class).get();
      salaries.salary.reset(2);
      container.select(Existing.class).get().make();
      salaries.salary.reset(3);
    }
    assertThat(TOLD).containsExactly("existing 3");
    assertThat(failures).isEmpty();
  }

  /** And not its proxy, which has such methods too. */
  @Test
  void beanItselfIsToldByWhatNoProxyOverrides() {
    try (SeContainer container = Containers.start(Salaries.class, Counting.class)) {
      container.select(Salaries.class).get().salary.reset(2);
      assertThat(container.select(Counting.class).get().sum()).isEqualTo(2);
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void boundMayNameItsVariable() {
    try (SeContainer container = Containers.start(Salaries.class, Comparing.class)) {
      container.select(Salaries.class).get().salary.reset(2);
    }
    assertThat(TOLD).containsExactly("comparing 2");
    assertThat(failures).isEmpty();
  }

  @Test
  void inheritedObserverIsOfTheTypeThatItsClassSays() {
    try (SeContainer container =
        Containers.start(Salaries.class, ListeningToNumbers.class, ListeningToTexts.class)) {
      container.select(Salaries.class).get().salary.reset(2);
    }
    assertThat(TOLD).containsExactly("numbers 2");
    assertThat(failures).isEmpty();
  }
}
