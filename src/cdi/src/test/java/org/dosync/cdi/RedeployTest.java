package org.dosync.cdi;

import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.dosync.Atom;
import org.dosync.Ref;
import org.dosync.Transaction;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing holds the classes of an application that has ended: it may be deployed again. */
@Timeout(60)
class RedeployTest {

  @AgentState
  static class Journal {
    private int lines;

    @Inject
    @Shared(value = "rate", initial = "3")
    Atom<Integer> theSameRate;

    void write() {
      lines++;
    }

    @SendOff
    int lines() {
      return lines;
    }
  }

  @ApplicationScoped
  static class Account {
    private final Ref<Integer> balance = Ref.of(0);
    private final CountDownLatch run = new CountDownLatch(1);

    @Inject Journal journal;

    @Inject
    @Shared(value = "rate", initial = "3")
    Atom<Integer> rate;

    @Dosync
    int deposit(int amount) {
      balance.alter(b -> b + amount);
      journal.write();
      return rate.deref();
    }

    @Async
    CompletionStage<Integer> depositLater(int amount) {
      return CompletableFuture.completedFuture(
          Transaction.dosync(() -> balance.alter(b -> b + amount)));
    }

    @Every("1ms")
    void run() {
      run.countDown();
    }

    void awaitRun() {
      Patience.await(run);
    }
  }

  /** Has a class loader of its own. */
  static final class Application implements Runnable {
    @Override
    public void run() {
      SeContainerInitializer initializer =
          SeContainerInitializer.newInstance()
              .setClassLoader(Application.class.getClassLoader())
              .addProperty("org.jboss.weld.se.shutdownHook", "false") // is never removed
              .disableDiscovery()
              .addExtensions(new DosyncExtension())
              .addBeanClasses(Journal.class, Account.class);
      try (SeContainer container = initializer.initialize()) {
        Account account = container.select(Account.class).get();
        account.deposit(1);
        account.depositLater(2).toCompletableFuture().join();
        account.awaitRun();
        container.select(Journal.class).get().lines();
      }
      ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig()); // as servers do
      ContextManagerProvider contexts = ContextManagerProvider.instance(); // the same
      contexts.releaseContextManager(contexts.getContextManager());
    }
  }

  /**
   * Has the classes of Dosync and of these tests for itself; shares the container, as in a server.
   */
  private static final class ApplicationLoader extends URLClassLoader {

    ApplicationLoader() {
      super(new URL[] {of(Ref.class), of(Dosync.class), of(RedeployTest.class)});
    }

    private static URL of(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith("jakarta.enterprise.inject.spi.Extension")
          ? Collections.emptyEnumeration() // the application names it
          : super.getResources(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.dosync.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  @Test
  void classesOfAnEndedApplicationAreCollected() throws Exception {
    Containers.start(Journal.class).close(); // Weld remembers who called it first
    WeakReference<ClassLoader> loader = runApplication();

    await()
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static WeakReference<ClassLoader> runApplication() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (ApplicationLoader loader = new ApplicationLoader()) {
      thread.setContextClassLoader(loader);
      Constructor<?> constructor =
          loader.loadClass(Application.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      ((Runnable) constructor.newInstance()).run();
      return new WeakReference<>(loader);
    } finally {
      thread.setContextClassLoader(own);
    }
  }
}
