package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dosync.cdi.ConfigurationTest.key;
import static org.dosync.cdi.Containers.problems;
import static org.dosync.cdi.Containers.start;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import java.util.Map;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.dosync.cdi.ConfigurationTest.Account;
import org.dosync.cdi.ConfigurationTest.Salaries;
import org.dosync.cdi.ConfigurationTest.Sweeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is configured wrongly is told at deployment. */
@Timeout(60)
class ConfigurationMistakesTest {

  @Test
  void valuesThatMakeNoSense() {
    assertThat(
            problems(
                Map.of(
                    "dosync.closeTimeout",
                    "soon",
                    "dosync.traceSends",
                    "yes",
                    "dosync.interceptorPriority",
                    "7")))
        .containsExactlyInAnyOrder(
            "DOSYNC-013 dosync.interceptorPriority: @Dosync has to be inside @SideEffect: take more"
                + " than 7, not 7",
            "DOSYNC-013 dosync.closeTimeout: \"soon\" is no length of time: write 500ms, 2s, 1m,"
                + " 1h, 1d or PT1.5S",
            "DOSYNC-013 dosync.traceSends: \"yes\" is no Boolean (write true or false)");
  }

  @Test
  void guardThatIsRequiredIsNotThere() {
    assumeFalse(Transaction.isGuarded(), "it is there");
    assertThat(problems(Map.of("dosync.guard.required", "true")))
        .containsExactly(
            "DOSYNC-030 dosync.guard.required: the side-effect guard is not there: start the JVM"
                + " with -javaagent:dosync-guard.jar");
    assertThat(problems(Map.of("dosync.guard.required", "perhaps")))
        .containsExactly(
            "DOSYNC-013 dosync.guard.required: \"perhaps\" is no Boolean (write true or false)");
    try (SeContainer container = start(Map.of("dosync.guard.required", "false"))) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  @Test
  void scanThatCannotBe() {
    assumeFalse(Transaction.isGuarded(), "the guard brings it");
    assertThat(problems(Map.of("dosync.scan", "fail"), Account.class))
        .containsExactly(
            "DOSYNC-031 dosync.scan: there is no scan without dosync-guard on the class path");
    assertThat(problems(Map.of("dosync.scan", "perhaps")))
        .containsExactly("DOSYNC-013 dosync.scan: \"perhaps\" is none of off, warn and fail");
    try (SeContainer container = start(Map.of("dosync.scan", "off"), Account.class)) {
      assertThat(container.isRunning()).isTrue();
    }
  }

  @Test
  void scanThatCannotBeIsWarnedOf() {
    try (CapturedLog log = new CapturedLog();
        SeContainer container = start(Map.of("dosync.scan", "warn"), Account.class)) {
      assertThat(container.isRunning()).isTrue();
      assertThat(log.messages()).anyMatch(line -> line.startsWith("DOSYNC-031 dosync.scan: "));
    }
  }

  @Test
  void overridesThatMakeNoSense() {
    String retries = key(Account.class, "/deposit\".Dosync.maxRetries");
    String isolation = "dosync.\"withdrawal\".Dosync.isolation";
    assertThat(problems(Map.of(retries, "-1", isolation, "FULL"), Account.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-013 "
                + Account.class.getName()
                + ".deposit(): @Dosync: maxRetries must be 0 or more, not -1 (configured: "
                + retries
                + ")",
            "DOSYNC-013 "
                + Account.class.getName()
                + ".withdraw(): @Dosync: "
                + isolation
                + ": \"FULL\" is no Isolation (No enum constant org.dosync.Isolation.FULL)");
  }

  @Test
  void placeholdersThatMakeNoSense() {
    assertThat(problems(Map.of("sweep.every", "soon"), Sweeper.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-013 "
                + Sweeper.class.getName()
                + ".sweep(): @Every: \"soon\" is no length of time: write 500ms, 2s, 1m, 1h, 1d or"
                + " PT1.5S, or off for no runs (configured: sweep.every)",
            "DOSYNC-013 "
                + Sweeper.class.getName()
                + ".mop(): @Every: mop.every has no value: configure it, or write a default, as"
                + " {mop.every:default}");
    assertThat(problems(Map.of("salary.initial", "much"), Salaries.class))
        .containsExactly(
            "DOSYNC-013 "
                + Salaries.class.getName()
                + ".salary: @Shared(\"salary\"): \"much\" is no Integer (configured: salary.initial)");
  }

  @Dependent
  static class FirstValues {
    @Inject
    @Shared(value = "guests", initial = "1")
    @Max(9)
    Ref<Integer> guests;

    @Inject
    @Shared("rate")
    Ref<Integer> rate;

    @Produces
    @Shared("rate")
    static Integer rate() {
      return 1;
    }
  }

  private static final String KEY = "dosync.\"%s\".Shared.initial";

  /** Else who reads it looks for the value in the source, where another one stands. */
  @Test
  void firstValuesThatMakeNoSenseSayWhereTheyWereConfigured() {
    String guests = String.format(KEY, "guests");
    String rate = String.format(KEY, "rate");
    assertThat(problems(Map.of(guests, "10", rate, "2"), FirstValues.class))
        .containsExactlyInAnyOrder(
            "DOSYNC-013 "
                + FirstValues.class.getName()
                + ".guests: @Shared(\"guests\") can't begin with 10: must be less than or equal to 9"
                + " (configured: "
                + guests
                + ")",
            "DOSYNC-021 "
                + FirstValues.class.getName()
                + ".rate: @Shared(\"rate\") has its first value at "
                + FirstValues.class.getName()
                + ".rate (configured: "
                + rate
                + "): say it once");
  }

  @Dependent
  static class TwoValues {
    @Inject
    TwoValues(@Shared(value = "two", initial = "{one:1}") Ref<Integer> one) {}

    @Inject
    @Shared(value = "two", initial = "{other:1}")
    Ref<Integer> other;
  }

  @Test
  void firstValuesThatDifferByTheirConfigurationSaySo() {
    assertThat(problems(Map.of("one", "5", "other", "6"), TwoValues.class))
        .singleElement()
        .asString()
        .startsWith("DOSYNC-012 ")
        .containsSubsequence(TwoValues.class.getName(), ": @Shared", TwoValues.class.getName())
        .doesNotContain(".org.dosync")
        .contains("with \"", " (configured: one)", " (configured: other)", ": say it once");
  }

  /** As those of MicroProfile Config can be, by an expression that names itself. */
  @Test
  void valuesThatNobodyCanReadAreToldWithTheirPlace() {
    Map<String, String> values = Map.of("mop.every", "1h");
    Configuration.Source source =
        new Configuration.Source() {
          @Override
          public @Nullable String find(String key) {
            if (key.equals("sweep.every")) {
              throw new IllegalArgumentException("too deep");
            }
            return values.get(key);
          }

          @Override
          public Iterable<String> names() {
            return values.keySet();
          }
        };
    assertThat(problems(() -> start(new Configuration(source), Sweeper.class)))
        .containsExactly(
            "DOSYNC-013 " + Sweeper.class.getName() + ".sweep(): @Every: sweep.every: too deep");
  }

  @ApplicationScoped
  static class Nesting {
    @Every("{a:{b:1h}}")
    void run() {}
  }

  @Test
  void placeholderInTheDefaultOfAnotherIsRefused() {
    assertThat(problems(Map.of(), Nesting.class))
        .containsExactly(
            "DOSYNC-013 "
                + Nesting.class.getName()
                + ".run(): @Every: a placeholder can't have braces in its default: {a:{b:1h}}");
  }

  @Test
  void unknownKeysAreWarnedOfOnce() {
    Map<String, String> values =
        Map.of(
            "dosync.closeTimout", "1s",
            "dosync.\"Account/deposit\".Dosync.readOnly", "true",
            "dosync.\"withdrawal\".Dosync.readOnly", "false",
            "dosync.guard.mode", "warn", // which dosync-guard reads
            "other.key", "1");
    try (CapturedLog log = new CapturedLog();
        SeContainer container = start(values, Account.class)) {
      assertThat(container.select(Account.class).get().deposit()).isEqualTo(1);
      assertThat(log.messages())
          .containsExactlyInAnyOrder(
              "Unknown configuration key dosync.closeTimout: the nearest known one is"
                  + " dosync.closeTimeout",
              "Unknown configuration key dosync.\"Account/deposit\".Dosync.readOnly: the nearest"
                  + " known one is dosync.\"Account.deposit\".Dosync.readOnly");
    }
  }

  @Dosync
  @Vetoed
  static class Unseen {
    void write() {}

    @SideEffect
    static void print() {}
  }

  /** Of a class that is no bean: an {@code InterceptionFactory} makes it, or it is woven. */
  @Test
  void keysOfClassesThatNoContainerShows() {
    Map<String, String> values =
        Map.of(
            key(Unseen.class, "/write\".Dosync.readOnly"), "true",
            key(Unseen.class, "\".Dosync.maxRetries"), "7",
            key(Unseen.class, "/print\".SideEffect.value"), "WARN",
            key(Unseen.class, "/write\".SideEffect.value"), "WARN",
            key(Unseen.class, "/erase\".Dosync.readOnly"), "true",
            key(Unseen.class, "/write\".Dosync.name"), "writing");
    try (CapturedLog log = new CapturedLog();
        SeContainer container = start(values, Account.class)) {
      assertThat(container.isRunning()).isTrue();
      assertThat(log.messages())
          .extracting(message -> message.replaceFirst(": the nearest.*", ""))
          .containsExactlyInAnyOrder(
              "Unknown configuration key " + key(Unseen.class, "/write\".SideEffect.value"),
              "Unknown configuration key " + key(Unseen.class, "/erase\".Dosync.readOnly"),
              "Unknown configuration key " + key(Unseen.class, "/write\".Dosync.name"));
    }
  }

  @Test
  void distanceCountsWhatHasToBeChanged() {
    assertThat(Distance.between("", "abc")).isEqualTo(3);
    assertThat(Distance.between("abc", "")).isEqualTo(3);
    assertThat(Distance.between("abc", "abc")).isZero();
    assertThat(Distance.between("kitten", "sitting")).isEqualTo(3);
  }
}
