package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.stream.Stream;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interceptors and decorators are no beans, and no annotation of ours works in them. */
@Timeout(60)
class AroundChecksTest {

  private static final String OF_INTERCEPTORS =
      " has no effect in an interceptor, which is around beans and none itself: put it into a bean,"
          + " and inject that here";

  private static final String OF_DECORATORS =
      " has no effect in a decorator, which is around beans and none itself: put it into a bean,"
          + " and inject that here";

  private static final String WEAVE = ", or weave the class";

  private static void assertRefused(Class<?> bean, Class<?> around, String... lines) {
    assertThat(Containers.problems(Map.of(), bean, around))
        .containsExactlyInAnyOrder(
            Stream.of(lines)
                .map(line -> "DOSYNC-028 " + around.getName() + line)
                .toArray(String[]::new));
  }

  interface Account {
    @Dosync
    void put();
  }

  @ApplicationScoped
  static class Simple implements Account {
    @Dosync
    @Override
    public void put() {}
  }

  static class Base {
    @After("1h")
    void inherited() {}
  }

  @Decorator
  @Priority(10)
  static class Misplaced extends Base implements Account {
    @Inject @Delegate Account account;

    @Dosync
    @Override
    public void put() {
      account.put();
    }

    @Async
    void later() {}

    @Every("1h")
    void tick() {}

    @Send
    void send(@AgentKey String key) {}

    @SideEffect
    void print() {}
  }

  @Decorator
  @Priority(10)
  @Dosync
  static class BoundDecorator implements Account {
    @Inject @Delegate Account account;

    @Override
    public void put() {
      account.put();
    }
  }

  @Test
  void annotationsInADecorator() {
    assertRefused(
        Simple.class,
        Misplaced.class,
        ".put(): @Dosync" + OF_DECORATORS + WEAVE,
        ".later(): @Async" + OF_DECORATORS,
        ".tick(): @Every" + OF_DECORATORS,
        ".inherited(): @After" + OF_DECORATORS,
        ".send(String): @Send" + OF_DECORATORS,
        ".send(String): @AgentKey" + OF_DECORATORS,
        ".print(): @SideEffect" + OF_DECORATORS + WEAVE);
    assertRefused(Simple.class, BoundDecorator.class, ": @Dosync" + OF_DECORATORS + WEAVE);
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface Counted {}

  @ApplicationScoped
  static class Service {
    @Counted
    @Dosync
    boolean work() {
      return Transaction.isRunning();
    }
  }

  @Counted
  @Interceptor
  @Priority(10)
  static class Counter {
    @AroundInvoke
    @Dosync
    Object count(InvocationContext call) throws Exception {
      return call.proceed();
    }

    @Cron("@daily")
    void tell() {}

    @Async
    private void hidden() {}

    void use() {
      hidden();
    }
  }

  @Test
  void annotationsInAnInterceptor() {
    assertRefused(
        Service.class,
        Counter.class,
        ".count(InvocationContext): @Dosync" + OF_INTERCEPTORS + WEAVE,
        ".tell(): @Cron" + OF_INTERCEPTORS,
        ".hidden(): @Async" + OF_INTERCEPTORS);
  }

  @Counted
  @Interceptor
  @Priority(10)
  static class Uninjected {
    @Shared("calls")
    Ref<Integer> calls;

    @AroundInvoke
    Object count(InvocationContext call) throws Exception {
      return call.proceed();
    }
  }

  @Test
  void referenceThatNobodyInjects() {
    assertThat(Containers.problems(Map.of(), Service.class, Uninjected.class))
        .containsExactly(
            "DOSYNC-016 "
                + Uninjected.class.getName()
                + ".calls: @Shared has no effect where nothing is injected or produced: add @Inject");
  }

  @Decorator
  @Priority(10)
  static class RightDecorator implements Account {
    @Inject @Delegate Account account;

    @Override
    public void put() {
      account.put();
    }
  }

  @Counted
  @Dosync
  @Interceptor
  @Priority(10)
  static class RightInterceptor {
    @Inject
    @Shared(value = "calls", initial = "0")
    Ref<Integer> calls;

    @AroundInvoke
    Object count(InvocationContext call) throws Exception {
      Transaction.dosync(() -> calls.alter(now -> now + 1));
      return call.proceed();
    }
  }

  @ApplicationScoped
  static class Reader {
    @Inject
    @Shared("calls")
    Ref<Integer> calls;

    Integer calls() {
      return calls.deref();
    }
  }

  @Test
  void annotationsThatBindAnInterceptorOrAreOnWhatIsDecoratedAreNotRefused() {
    Class<?>[] beans = {
      Simple.class, RightDecorator.class, Service.class, RightInterceptor.class, Reader.class
    };
    try (SeContainer container = Containers.start(beans)) {
      container.select(Account.class).get().put();
      assertThat(container.select(Service.class).get().work()).isTrue();
      assertThat(container.select(Reader.class).get().calls()).isEqualTo(1);
    }
  }
}
