package org.dosync.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Containers with Dosync and some beans: of Weld or of OpenWebBeans, whichever is there. */
final class Containers {

  private Containers() {}

  static SeContainer start(Class<?>... beans) {
    return start(new DosyncExtension(), beans);
  }

  static SeContainer start(DosyncExtension extension, Class<?>... beans) {
    return SeContainerInitializer.newInstance()
        .setClassLoader(new Loader())
        .disableDiscovery()
        .addExtensions(extension)
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
    try (SeContainer container = start(values, beans)) {
      throw new AssertionError("Not refused: " + container);
    } catch (RuntimeException e) {
      return refusal(e).problems();
    }
  }

  private static DosyncDeploymentException refusal(Throwable thrown) {
    return thrown instanceof DosyncDeploymentException refusal
        ? refusal
        : refusal(thrown.getCause());
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
