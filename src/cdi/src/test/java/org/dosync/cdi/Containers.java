package org.dosync.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/** Containers with Dosync and some beans: of Weld or of OpenWebBeans, whichever is there. */
final class Containers {

  private Containers() {}

  static SeContainer start(Class<?>... beans) {
    return start(new DosyncExtension(), beans);
  }

  static SeContainer start(DosyncExtension extension, Class<?>... beans) {
    return start(new Extension[] {extension}, beans);
  }

  static SeContainer start(Extension[] extensions, Class<?>... beans) {
    return SeContainerInitializer.newInstance()
        .setClassLoader(new Loader())
        .disableDiscovery()
        .addExtensions(extensions)
        .addBeanClasses(beans)
        .initialize();
  }

  static SeContainer start(Map<String, String> values, Class<?>... beans) {
    Properties properties = new Properties();
    properties.putAll(values);
    return start(new Configuration(new SystemSource(properties, Map.of())), beans);
  }

  static SeContainer start(Configuration configuration, Class<?>... beans) {
    return start(new DosyncExtension(configuration), beans);
  }

  /** Why they are refused. */
  static List<String> problems(Map<String, String> values, Class<?>... beans) {
    return problems(() -> start(values, beans));
  }

  static List<String> problems(Supplier<SeContainer> start) {
    try (SeContainer container = start.get()) {
      throw new AssertionError("Not refused: " + container);
    } catch (RuntimeException e) {
      return refusal(e).problems();
    }
  }

  /** Weld suppresses what is thrown before it has seen all beans, and has no cause then. */
  private static DosyncDeploymentException refusal(Throwable thrown) {
    if (thrown instanceof DosyncDeploymentException refusal) {
      return refusal;
    }
    return refusal(thrown.getCause() == null ? thrown.getSuppressed()[0] : thrown.getCause());
  }

  static boolean isOpenWebBeans() {
    return SeContainerInitializer.newInstance().getClass().getName().contains("openwebbeans");
  }

  /**
   * OpenWebBeans has a container for a class loader, and would take the extension that it finds
   * before the one that it is given.
   */
  private static final class Loader extends URLClassLoader {

    Loader() {
      super(new URL[0], Thread.currentThread().getContextClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith("jakarta.enterprise.inject.spi.Extension")
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
