package org.dosync.probe;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two applications, each with a Dosync of its own, in one JVM with one guard. */
public final class TwoApplications {

  private static final ReferenceQueue<ClassLoader> GONE = new ReferenceQueue<>();

  private TwoApplications() {}

  public static void main(String[] arguments) throws Exception {
    List<WeakReference<ClassLoader>> undeployed =
        run(loader(arguments[0], arguments[2]), loader(arguments[1], arguments[2]));
    for (int i = 0; i < 600 && !undeployed.isEmpty(); i++) {
      System.gc();
      undeployed.remove(GONE.remove(100));
    }
    System.out.println("left: " + undeployed.size());
  }

  private static ClassLoader loader(String dosync, String application) throws Exception {
    URL[] urls = {Path.of(dosync).toUri().toURL(), Path.of(application).toUri().toURL()};
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static List<WeakReference<ClassLoader>> run(ClassLoader first, ClassLoader second) {
    System.out.println("first: " + act(first, () -> {}));
    System.out.println("second: " + act(second, () -> {}));
    System.out.println(
        "second, in a transaction of first: "
            + act(first, () -> System.out.println("inner: " + act(second, () -> {}))));
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    loaders.add(new WeakReference<>(first, GONE));
    loaders.add(new WeakReference<>(second, GONE));
    return loaders;
  }

  private static String act(ClassLoader application, Runnable before) {
    try {
      Method act = application.loadClass(Tenant.class.getName()).getMethod("act", Runnable.class);
      return (String) act.invoke(null, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
