package org.dosync.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;

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

  static boolean isOpenWebBeans() {
    return SeContainerInitializer.newInstance().getClass().getName().contains("openwebbeans");
  }

  /**
   * OpenWebBeans has a container for a class loader, and would take the extension that it finds
   * before the one that it is given.
   */
  private static final class Loader extends URLClassLoader {

    Loader() {
      super(new URL[0], Containers.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith("jakarta.enterprise.inject.spi.Extension")
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
