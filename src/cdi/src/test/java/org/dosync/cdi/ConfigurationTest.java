package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dosync.cdi.Containers.start;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dosync.Agent;
import org.dosync.AgentFailedException;
import org.dosync.Atom;
import org.dosync.DosyncException;
import org.dosync.DosyncRuntime;
import org.dosync.Failure;
import org.dosync.Failures;
import org.dosync.Isolation;
import org.dosync.Job;
import org.dosync.Ref;
import org.dosync.Scheduler;
import org.dosync.Transaction;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is configured goes before what is written. */
@Timeout(60)
class ConfigurationTest {

  private static final List<Class<?>> ANNOTATIONS =
      List.of(
          Dosync.class,
          AgentState.class,
          Every.class,
          Interspaced.class,
          After.class,
          Cron.class,
          SideEffect.class,
          Shared.class);

  @ApplicationScoped
  static class Account {
    final Ref<Integer> balance = Ref.of(0);

    @Dosync
    int deposit() {
      return balance.alter(n -> n + 1);
    }

    @Dosync(name = "withdrawal", timeout = "{withdrawal.timeout:1m}")
    int withdraw() {
      return balance.alter(n -> n - 1);
    }
  }

  @Dosync
  @ApplicationScoped
  static class Reader {
    final Ref<Integer> number = Ref.of(0);

    int change() {
      return number.alter(n -> n + 1);
    }

    @Dosync(isolation = Isolation.SNAPSHOT)
    int changeToo() {
      return number.alter(n -> n + 1);
    }
  }

  @SideEffect
  @ApplicationScoped
  static class Post {
    int letter() {
      return 1;
    }
  }

  @AgentState
  static class Ledger {
    int fail() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Dependent
  static class Sweeper {
    @Every(value = "{sweep.every:30s}", initialDelay = "{sweep.first:1h}")
    void sweep() {}

    @Every(value = "{mop.every}", initialDelay = "1h")
    void mop() {}

    @Every("off")
    void never() {}
  }

  @Dependent
  static class Salaries {
    @Inject
    @Shared(value = "salary", initial = "{salary.initial:30000}")
    Atom<Integer> salary;
  }

  /** {@code dosync."Class/method".member}, by the beans of this test. */
  static String key(Class<?> bean, String rest) {
    return "dosync.\"" + bean.getName() + rest;
  }

  private static void assertReadOnly(Runnable change) {
    assertThatThrownBy(change::run).isInstanceOf(DosyncException.class);
  }

  // ---- what is configured counts

  @Test
  void transactionIsConfiguredByItsMethod() {
    Map<String, String> readOnly = Map.of(key(Account.class, "/deposit\".Dosync.readOnly"), "true");
    try (SeContainer container = start(readOnly, Account.class)) {
      Account account = container.select(Account.class).get();
      assertReadOnly(account::deposit);
      assertThat(account.withdraw()).isEqualTo(-1);
    }
  }

  @Test
  void transactionIsConfiguredByItsName() {
    Map<String, String> readOnly =
        Map.of(
            "dosync.\"withdrawal\".Dosync.readOnly",
            "true",
            "dosync.\"Account.deposit\".Dosync.readOnly",
            "true",
            key(Account.class, "/deposit\".Dosync.readOnly"),
            "false");
    try (SeContainer container = start(readOnly, Account.class)) {
      Account account = container.select(Account.class).get();
      assertReadOnly(account::withdraw);
      assertThat(account.deposit()).as("the method goes before the name").isEqualTo(1);
    }
  }

  @Test
  void keyOfAClassIsForMethodsWithoutAnAnnotationOfTheirOwn() {
    Map<String, String> readOnly = Map.of(key(Reader.class, "\".Dosync.readOnly"), "true");
    try (SeContainer container = start(readOnly, Reader.class)) {
      Reader reader = container.select(Reader.class).get();
      assertReadOnly(reader::change);
      assertThat(reader.changeToo()).isEqualTo(1);
    }
  }

  @Test
  void policyOfASideEffectIsConfiguredByItsMethodItsNameOrItsClass() {
    for (String place :
        List.of(Post.class.getName() + "/letter", "Post.letter", Post.class.getName())) {
      Map<String, String> allowed = Map.of("dosync.\"" + place + "\".SideEffect.value", "ALLOW");
      try (SeContainer container = start(allowed, Post.class)) {
        Post post = container.select(Post.class).get();
        assertThat(Transaction.dosync(() -> post.letter())).as(place).isEqualTo(1);
      }
    }
  }

  @Test
  void agentIsConfiguredByItsClassOrItsName() {
    for (String place : List.of(Ledger.class.getName(), "Ledger")) {
      String errorMode = "dosync.\"" + place + "\".AgentState.errorMode";
      try (SeContainer container = start(Map.of(errorMode, "FAIL"), Ledger.class)) {
        Ledger ledger = container.select(Ledger.class).get();
        assertThatThrownBy(ledger::fail).hasMessage("on purpose");
        assertThatThrownBy(ledger::fail).isInstanceOf(AgentFailedException.class);
      }
    }
  }

  @Test
  void placeholdersAreFilledIn() {
    try (SeContainer container = start(Map.of("mop.every", "2m"), Sweeper.class)) {
      assertThat(container.select(Scheduler.class).get().showSchedule())
          .containsPattern("period: 30000ms, desc: \"Sweeper.sweep\"")
          .containsPattern("period: 120000ms, desc: \"Sweeper.mop\"");
    }
  }

  @Test
  void jobsAreConfiguredAndSwitchedOff() {
    Map<String, String> values =
        Map.of(
            "sweep.every",
            "20s",
            key(Sweeper.class, "/sweep\".Every.value"),
            "10s",
            "mop.every",
            "1s",
            "dosync.\"Sweeper.mop\".Every.value",
            "off");
    try (SeContainer container = start(values, Sweeper.class)) {
      Scheduler scheduler = container.select(Scheduler.class).get();
      assertThat(scheduler.scheduledJobs())
          .extracting(Job::description)
          .containsExactly("Sweeper.sweep");
      assertThat(scheduler.showSchedule()).contains("period: 10000ms");
    }
  }

  @Dependent
  static class Json {
    @Inject
    @Shared(value = "json", initial = "{\"a\":1} {json.b:2}")
    Ref<String> json;
  }

  @Test
  void jsonIsNoPlaceholder() {
    try (SeContainer container = Containers.start(Json.class)) {
      assertThat(container.select(Json.class).get().json.deref()).isEqualTo("{\"a\":1} 2");
    }
  }

  @Test
  void initialValuesAreConfigured() {
    assertInitialSalary(Map.of(), 30_000);
    assertInitialSalary(Map.of("salary.initial", "40000"), 40_000);
    assertInitialSalary(Map.of("dosync.\"salary\".Shared.initial", "50000"), 50_000);
  }

  private static void assertInitialSalary(Map<String, String> values, int salary) {
    try (SeContainer container = start(values, Salaries.class)) {
      assertThat(container.select(Salaries.class).get().salary.deref()).isEqualTo(salary);
    }
  }

  @Test
  void runtimeHasItsName() {
    try (SeContainer container = start(Map.of("dosync.name", "shop"))) {
      assertThat(container.select(DosyncRuntime.class).get().name()).isEqualTo("shop");
    }
  }

  @Test
  void endOfTheContainerWaitsAsLongAsIsConfigured() {
    CountDownLatch begun = new CountDownLatch(1);
    long began;
    try (CapturedLog log = new CapturedLog()) {
      try (SeContainer container = start(Map.of("dosync.closeTimeout", "0s"))) {
        container
            .select(DosyncRuntime.class)
            .get()
            .future(
                () -> {
                  begun.countDown();
                  new CountDownLatch(1).await(); // until it is interrupted
                  return 1;
                });
        Patience.await(begun);
        began = System.nanoTime();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
      assertThat(log.messages()).isNotEmpty();
    }
  }

  @Test
  void sendsAreTracedIfThatIsConfigured() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    try (SeContainer container = start(Map.of("dosync.traceSends", " TRUE "))) {
      DosyncRuntime runtime = container.select(DosyncRuntime.class).get();
      Agent<Integer> agent = Agent.builder(0).runtime(runtime).build();
      agent.send(
          n -> {
            throw new IllegalStateException("on purpose");
          });
      await().until(() -> failures.size() == 1);
      assertThat(failures.get(0).sentFrom()).contains("(ConfigurationTest.java:");
    } finally {
      Failures.setHandler(null);
    }
  }

  @Test
  void valuesAreReadOnceAtDeployment() {
    Properties properties = new Properties();
    properties.put("dosync.name", "shop");
    Configuration configuration = new Configuration(new SystemSource(properties, Map.of()));
    try (SeContainer container = start(configuration, Account.class)) {
      properties.put("dosync.\"Account.deposit\".Dosync.readOnly", "true");
      assertThat(container.select(Account.class).get().deposit()).isEqualTo(1);
    }
  }

  @Test
  void environmentVariablesHaveTheirOwnSpelling() {
    Map<String, String> environment =
        new HashMap<>(Map.of("DOSYNC_NAME", "shop", "SALARY_INITIAL", "60000"));
    environment.put(
        "DOSYNC__ORG_DOSYNC_CDI_CONFIGURATIONTEST_ACCOUNT_DEPOSIT__DOSYNC_READONLY", "true");
    SystemSource source = new SystemSource(new Properties(), environment);
    Configuration configuration = new Configuration(source);
    try (SeContainer container = start(configuration, Account.class, Salaries.class)) {
      assertThat(container.select(DosyncRuntime.class).get().name()).isEqualTo("shop");
      assertThat(container.select(Salaries.class).get().salary.deref()).isEqualTo(60_000);
      assertReadOnly(container.select(Account.class).get()::deposit);
    }
    assertThat(configuration.unknownKeys()).isEmpty();
    environment.put("DOSYNC_NAMES", "shops");
    assertThat(configuration.unknownKeys())
        .containsExactly(
            "Unknown configuration key DOSYNC_NAMES: the nearest known one is dosync.name");
  }

  @Test
  void systemPropertiesGoBeforeTheEnvironment() {
    Properties properties = new Properties();
    properties.put("dosync.name", "property");
    SystemSource source = new SystemSource(properties, Map.of("DOSYNC_NAME", "environment"));
    assertThat(source.find("dosync.name")).isEqualTo("property");
    properties.put("dosync.name", "");
    assertThat(source.find("dosync.name")).as("an empty value is none").isNull();
  }

  // ---- MicroProfile Config

  @Test
  void microProfileConfigIsAskedWhereItIs() throws Exception {
    Map<String, String> values =
        Map.of("dosync.name", "shop", "sweep.every", "5s", "mop.every", "off", "dosync.nme", "x");
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "of the test", 100))
            .build();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      ConfigProviderResolver.instance().registerConfig(config, application);
      Thread.currentThread().setContextClassLoader(application);
      Configuration configuration = Configuration.ofApplication();
      try (CapturedLog log = new CapturedLog();
          SeContainer container = start(configuration, Sweeper.class)) {
        assertThat(log.messages()).hasSize(1);
        assertThat(container.select(DosyncRuntime.class).get().name()).isEqualTo("shop");
        assertThat(container.select(Scheduler.class).get().showSchedule())
            .contains("period: 5000ms")
            .doesNotContain("mop");
      }
      assertThat(configuration.unknownKeys())
          .containsExactly(
              "Unknown configuration key dosync.nme: the nearest known one is dosync.name");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      ConfigProviderResolver.instance().releaseConfig(config);
    }
  }

  /** As SmallRye Config lists them: by their names, and by keys that they might stand for. */
  @Test
  void variablesThatAreListedTwiceAreNoUnknownKeys() {
    Properties properties = new Properties();
    properties.put("dosync.closetimeout", "1s");
    Configuration configuration =
        new Configuration(new SystemSource(properties, Map.of("DOSYNC_CLOSETIMEOUT", "1s")));
    assertThat(configuration.find("dosync.closeTimeout")).isEqualTo("1s");
    assertThat(configuration.unknownKeys()).isEmpty();
  }

  // ---- the interceptor

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Looking {}

  @Looking
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class Looker {
    static final List<Boolean> IN_TRANSACTION = new CopyOnWriteArrayList<>();

    @AroundInvoke
    Object look(InvocationContext call) throws Exception {
      IN_TRANSACTION.add(Transaction.isRunning());
      return call.proceed();
    }
  }

  @ApplicationScoped
  static class LookedAt {
    @Dosync
    @Looking
    boolean isInTransaction() {
      return Transaction.isRunning();
    }
  }

  @Test
  void interceptorsMayBePutInsideTheTransaction() {
    Looker.IN_TRANSACTION.clear();
    for (Map<String, String> values :
        List.of(Map.<String, String>of(), Map.of("dosync.interceptorPriority", "1999"))) {
      try (SeContainer container = start(values, Looker.class, LookedAt.class)) {
        assertThat(container.select(LookedAt.class).get().isInTransaction()).isTrue();
      }
    }
    assertThat(Looker.IN_TRANSACTION).containsExactly(false, true);
  }

  // ---- docs/configuration.md

  /** The page has all keys and members, and no other. */
  @Test
  void everyKeyIsDocumented() throws IOException {
    Path root = Path.of(System.getProperty("test.root", "../..")).normalize();
    String page = Files.readString(root.resolve("docs/configuration.md"));

    assertThat(found("\\| `(dosync\\.\\w+)` \\|", page))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of(RuntimeKey.values()).map(RuntimeKey::key),
                    Stream.of(InterceptorPriority.KEY, DeploymentScan.KEY))
                .toList());
    for (Class<?> annotation : ANNOTATIONS) {
      String row = found("\\| `@" + annotation.getSimpleName() + "` \\| ([^|]*)\\|", page).get(0);
      assertThat(found("`(\\w+)`", row))
          .as(annotation.getSimpleName())
          .containsExactlyInAnyOrderElementsOf(configurable(annotation));
    }
    assertThat(found("\\| `@(\\w+)` \\|", page)).hasSize(ANNOTATIONS.size());
  }

  private static List<String> configurable(Class<?> annotation) {
    return Stream.of(annotation.getDeclaredMethods())
        .filter(Configured::isConfigurable)
        .map(Method::getName)
        .toList();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1)).toList();
  }

  @Test
  void bodyStillRunsAsATransaction() {
    try (SeContainer container = start(Map.of("withdrawal.timeout", "1h"), Account.class)) {
      Account account = container.select(Account.class).get();
      assertThat(Transaction.dosync(() -> account.deposit() + account.withdraw())).isEqualTo(1);
    }
  }
}
