package org.dosync.probe;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarFile;
import org.dosync.Transaction;

/** Threads load all classes of a jar at once by two class loaders, half of them in transactions. */
public final class Loading {

  private static final int THREADS = 8;

  private Loading() {}

  public static void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments[0]);
    URL[] urls = {jar.toUri().toURL()};
    List<String> names = classes(jar);
    ClassLoader[] loaders = {
      new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()),
      new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())
    };
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CountDownLatch begin = new CountDownLatch(THREADS);
    List<Future<String>> loaded = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ClassLoader loader = loaders[i % 2];
      boolean inTransaction = i % 4 < 2;
      loaded.add(
          pool.submit(
              () -> {
                begin.countDown();
                begin.await();
                Callable<String> load = () -> load(names, loader);
                return inTransaction ? Transaction.dosync(load::call) : load.call();
              }));
    }
    for (Future<String> result : loaded) {
      System.out.println(result.get());
    }
    pool.shutdown();
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .toList();
    }
  }

  private static String load(List<String> names, ClassLoader loader) {
    int loaded = 0;
    int failed = 0;
    for (String name : names) {
      try {
        Class.forName(name, false, loader);
        loaded++;
      } catch (ClassNotFoundException | LinkageError absent) {
        failed++;
      }
    }
    return "loaded: " + loaded + ", not: " + failed;
  }
}
