package org.dosync.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;

/** Containers with Dosync and some beans: of Weld or of OpenWebBeans, whichever is there. */
final class Containers {

  private Containers() {}

  static SeContainer start(Class<?>... beans) {
    return start(Map.of(), beans);
  }

  static SeContainer start(Extension[] extensions, Class<?>... beans) {
    return initializer(beans).addExtensions(extensions).initialize();
  }

  static SeContainer start(Map<String, String> values, Class<?>... beans) {
    Properties properties = new Properties();
    properties.putAll(values);
    return isBuildCompatible()
        ? BuildCompatible.start(values, beans)
        : start(new Configuration(new SystemSource(properties, Map.of())), beans);
  }

  static SeContainer start(Configuration configuration, Class<?>... beans) {
    return initializer(beans).addExtensions(new DosyncExtension(configuration)).initialize();
  }

  static SeContainerInitializer initializer(Class<?>... beans) {
    return SeContainerInitializer.newInstance()
        .setClassLoader(new Loader())
        .disableDiscovery()
        .addBeanClasses(beans);
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

  /** Whether the tests run by the other extension. */
  static boolean isBuildCompatible() {
    return Boolean.getBoolean("build-compatible");
  }

  /** With what only system properties can tell: nobody hands that extension a configuration. */
  private static final class BuildCompatible {

    private static final Set<String> SET = new HashSet<>();

    @SuppressWarnings("unchecked") // an array of one class
    static SeContainer start(Map<String, String> values, Class<?>... beans) {
      SET.forEach(System::clearProperty);
      SET.clear();
      SET.addAll(values.keySet());
      values.forEach(System::setProperty);
      ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig()); // has the others
      return ((Weld) initializer(beans))
          .addBuildCompatibleExtensions(UnskippedBuildExtension.class)
          .addBeanClass(Containers.class) // is none, but Weld wants one before it asks us
          .initialize();
    }
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
