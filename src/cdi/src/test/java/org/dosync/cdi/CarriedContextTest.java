package org.dosync.cdi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dosync.Failure;
import org.dosync.Failures;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/**
 * What libraries keep for a thread goes with a call to the thread that runs it, and not further.
 */
@Timeout(60)
class CarriedContextTest {

  static final ContextKey<String> TRACE = ContextKey.named("trace");
  static final ThreadLocal<String> USER = ThreadLocal.withInitial(() -> "nobody");

  /** Found by SmallRye Context Propagation. */
  public static final class Users implements ThreadContextProvider {
    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
      return as(USER.get());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
      return as("nobody");
    }

    private static ThreadContextSnapshot as(String user) {
      return () -> {
        String before = USER.get();
        USER.set(user);
        return () -> USER.set(before);
      };
    }

    @Override
    public String getThreadContextType() {
      return "User";
    }
  }

  @AgentState
  static class Journal {
    void write() {}

    List<String> seen() {
      return whatIsThere();
    }
  }

  @ApplicationScoped
  static class Backup {
    @Async
    CompletionStage<List<String>> seen() {
      return CompletableFuture.completedFuture(whatIsThere());
    }
  }

  /** Of Jakarta Concurrency there is no implementation that runs by itself. */
  @ApplicationScoped
  static class Jakarta {
    @Produces
    ContextService service() {
      return (ContextService)
          Proxy.newProxyInstance(
              ContextService.class.getClassLoader(),
              new Class<?>[] {ContextService.class},
              (proxy, method, arguments) ->
                  asUser("jakarta", (Runnable) requireNonNull(arguments)[0]));
    }

    private static Runnable asUser(String user, Runnable body) {
      return () -> {
        String before = USER.get();
        USER.set(user);
        try {
          body.run();
        } finally {
          USER.set(before);
        }
      };
    }
  }

  static volatile boolean broken;

  @ApplicationScoped
  static class Breakable {
    @Produces
    ContextService service() {
      return (ContextService)
          Proxy.newProxyInstance(
              ContextService.class.getClassLoader(),
              new Class<?>[] {ContextService.class},
              (proxy, method, arguments) -> unlessBroken((Runnable) requireNonNull(arguments)[0]));
    }

    private static Runnable unlessBroken(Runnable body) {
      return () -> {
        if (broken) {
          throw new IllegalStateException("no context");
        }
        body.run();
      };
    }
  }

  static List<String> whatIsThere() {
    return List.of(
        String.valueOf(MDC.get("request")),
        String.valueOf(Context.current().get(TRACE)),
        USER.get());
  }

  private static SeContainer start(Class<?>... more) {
    return Containers.start(
        Stream.concat(Stream.of(OneThread.class, Journal.class, Backup.class), Stream.of(more))
            .toArray(Class<?>[]::new));
  }

  @AfterEach
  void forget() {
    MDC.clear();
    USER.remove();
  }

  @Test
  void actionsAndCallsHaveTheContextOfTheirCallerAndTheNextOneHasItNot() throws Exception {
    try (SeContainer container = start()) {
      Journal journal = container.select(Journal.class).get();
      Backup backup = container.select(Backup.class).get();

      for (String caller : List.of("1", "2")) {
        MDC.put("request", caller);
        USER.set("user" + caller);
        Scope traced = Context.current().with(TRACE, "trace" + caller).makeCurrent();
        try {
          assertThat(journal.seen()).containsExactly(caller, "trace" + caller, "user" + caller);
          assertThat(backup.seen().toCompletableFuture().join())
              .containsExactly(caller, "trace" + caller, "user" + caller);
          assertThat(whatIsThere()).containsExactly(caller, "trace" + caller, "user" + caller);
        } finally {
          traced.close();
        }
      }
      forget();
      assertThat(journal.seen()).containsExactly("null", "null", "nobody");
      Future<List<String>> outside = OneThread.EXECUTOR.submit(CarriedContextTest::whatIsThere);
      assertThat(outside.get()).containsExactly("null", "null", "nobody");
    }
  }

  @Test
  void contextThatThrowsIsToldWithTheNameOfTheBeanWhateverWasCalledBefore() {
    List<Failure> failures = new CopyOnWriteArrayList<>();
    Failures.setHandler(failures::add);
    try (SeContainer container = start(Breakable.class)) {
      Journal journal = container.select(Journal.class).get();
      for (Runnable before : List.<Runnable>of(() -> {}, journal::seen, journal::write)) {
        broken = false;
        before.run();
        journal.seen(); // has written
        broken = true;
        journal.write();
        await().until(() -> failures.size() == 1);
        assertThat(failures.get(0).sentFrom()).isEqualTo("Journal");
        assertThat(failures.remove(0).cause()).hasMessage("no context");
      }
    } finally {
      broken = false;
      Failures.setHandler(null);
    }
  }

  @Test
  void jakartaGoesBeforeMicroProfile() {
    try (SeContainer container = start(Jakarta.class)) {
      USER.set("microprofile");
      assertThat(container.select(Journal.class).get().seen())
          .containsExactly("null", "null", "jakarta");
    }
  }
}
