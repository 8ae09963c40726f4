package org.dosync.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work runs on the threads that the application, or else its container, has for it. */
@Timeout(60)
class ExecutorTest {

  @AgentState
  static class Worker {
    @Send
    String send() {
      return Thread.currentThread().getName();
    }

    @SendOff
    String sendOff() {
      return Thread.currentThread().getName();
    }

    @Send
    void changeLoader(CountDownLatch begun, CountDownLatch end) {
      Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]));
      begun.countDown();
      Patience.await(end);
    }

    @Send
    CompletionStage<ClassLoader> loader() {
      return CompletableFuture.completedFuture(Thread.currentThread().getContextClassLoader());
    }
  }

  @ApplicationScoped
  static class Caller {
    @Async
    CompletionStage<String> async() {
      return CompletableFuture.completedFuture(Thread.currentThread().getName());
    }
  }

  private static ExecutorService pool(String name) {
    return Executors.newCachedThreadPool(
        body -> {
          Thread thread = new Thread(body, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  @ApplicationScoped
  static class Ours {
    private final ExecutorService pool = pool("ours");

    @Produces
    @DosyncExecutor
    ExecutorService executor() {
      return pool;
    }

    @PreDestroy
    void end() {
      pool.shutdown();
    }
  }

  @ApplicationScoped
  static class AnotherOfOurs {
    @Produces @DosyncExecutor final Executor direct = Runnable::run;
  }

  private static final String OF_JAKARTA = "java:comp/DefaultManagedExecutorService";

  private static final Set<String> LIFE =
      Set.of("shutdown", "shutdownNow", "close", "isShutdown", "isTerminated", "awaitTermination");

  /** As a server has it: those who get it can't shut it down, nor ask whether somebody has. */
  private static ManagedExecutorService managed(ExecutorService pool) {
    return (ManagedExecutorService)
        Proxy.newProxyInstance(
            ExecutorTest.class.getClassLoader(),
            new Class<?>[] {ManagedExecutorService.class},
            (proxy, method, arguments) -> {
              if (LIFE.contains(method.getName())) {
                throw new IllegalStateException("Lifecycle operation not supported");
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ApplicationScoped
  static class Jakarta {
    @Produces final ManagedExecutorService executor = managed(pool("jakarta"));
  }

  /**
   * What a server has under its names; servers without beans for it, of Jakarta EE 10, have this.
   */
  public static class Names implements InitialContextFactory {
    static final AtomicReference<String> KNOWN = new AtomicReference<>("");
    private static final ManagedExecutorService EXECUTOR = managed(pool("named"));

    /** Made by name. */
    public Names() {}

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          Proxy.newProxyInstance(
              ExecutorTest.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> lookup(String.valueOf(arguments[0])));
    }

    private static Object lookup(String name) throws NamingException {
      if (name.equals(KNOWN.get())) {
        return EXECUTOR;
      }
      throw new NameNotFoundException(name);
    }
  }

  /** SmallRye's. */
  @ApplicationScoped
  static class MicroProfile {
    @Produces
    @ApplicationScoped
    ManagedExecutor executor() {
      return ManagedExecutor.builder().maxAsync(4).build();
    }
  }

  private static SeContainer start(Class<?>... executors) {
    return Containers.start(
        Stream.concat(Stream.of(Worker.class, Caller.class), Stream.of(executors))
            .toArray(Class<?>[]::new));
  }

  private static void assertThreads(SeContainer container, String name) {
    Worker worker = container.select(Worker.class).get();
    Caller caller = container.select(Caller.class).get();
    assertThat(worker.send()).startsWith(name);
    assertThat(worker.sendOff()).startsWith(name);
    assertThat(caller.async().toCompletableFuture().join()).startsWith(name);
  }

  private static void name(String known) {
    Names.KNOWN.set(known);
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
  }

  @AfterEach
  void noNames() {
    System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
  }

  @Test
  void applicationsOwnExecutorGoesBeforeTheContainers() {
    try (SeContainer container = start(Ours.class, Jakarta.class, MicroProfile.class)) {
      assertThreads(container, "ours");
    }
  }

  @Test
  void twoExecutorsOfTheApplicationAreRefusedAtTheStart() {
    assertThatThrownBy(() -> Containers.start(Ours.class, AnotherOfOurs.class))
        .hasStackTraceContaining("AmbiguousResolutionException")
        .hasStackTraceContaining("DosyncExecutor");
  }

  @Test
  void jakartasExecutorIsFoundAsABean() {
    name(OF_JAKARTA);
    try (SeContainer container = start(Jakarta.class, MicroProfile.class)) {
      assertThreads(container, "jakarta");
    }
  }

  @Test
  void jakartasExecutorIsFoundByItsName() {
    name(OF_JAKARTA);
    try (SeContainer container = start(MicroProfile.class)) {
      assertThreads(container, "named");
    }
  }

  /** As in WildFly, for a library of an EAR: it belongs to no module, and only those have names. */
  @ApplicationScoped
  static class OfModules {
    @Produces
    @ApplicationScoped
    ManagedExecutorService executor() {
      throw new IllegalStateException("Unable to find JNDI " + OF_JAKARTA);
    }
  }

  @Test
  void whereNamesAreNotThereTheExecutorIsThatOfWildFly() {
    name("java:jboss/ee/concurrency/executor/default");
    try (SeContainer container = start(OfModules.class)) {
      assertThreads(container, "named");
    }
  }

  @Test
  void aBeanThatCannotBeMadeIsNoExecutor() {
    try (SeContainer container = start(OfModules.class)) {
      assertThreads(container, "dosync-send-");
    }
  }

  @Test
  void microProfilesExecutorIsTaken() throws Exception {
    try (SeContainer container = start(MicroProfile.class)) {
      String name =
          container
              .select(ManagedExecutor.class)
              .get()
              .supplyAsync(() -> Thread.currentThread().getName())
              .get();
      assertThreads(container, name.replaceAll("\\d+$", ""));
      assertThat(name).doesNotStartWith("dosync");
    }
  }

  @Test
  void withoutAnyTheThreadsAreOurOwn() {
    try (SeContainer container = start()) {
      assertThreads(container, "dosync-send-");
    }
  }

  // ---- class loaders

  @Test
  void ownThreadsHaveTheClassLoaderOfTheContainersStart() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader ofApplication = new URLClassLoader(new URL[0], before);
    thread.setContextClassLoader(ofApplication);
    try (SeContainer container = start()) {
      thread.setContextClassLoader(before);
      ClassLoader loader =
          container.select(Worker.class).get().loader().toCompletableFuture().join();
      assertThat(List.of(loader, loader.getParent())).contains(ofApplication);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void classLoaderThatAnActionHasSetIsNotThereForTheNext() {
    try (SeContainer container = start()) {
      Worker worker = container.select(Worker.class).get();
      ClassLoader before = worker.loader().toCompletableFuture().join();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      worker.changeLoader(begun, end);
      Patience.await(begun);
      CompletionStage<ClassLoader> next = worker.loader(); // behind it, and so on its thread
      end.countDown();
      assertThat(next.toCompletableFuture().join()).isSameAs(before);
    }
  }
}
