package org.dosync.benchmarks;

import static java.lang.System.Logger.Level.INFO;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.dosync.cdi.DosyncExtension;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Starts one container with many beans, and prints how many milliseconds that took, and how many of
 * processors: Weld starts by several threads.
 */
public final class Start {

  /** What the container has beside the beans. */
  enum With {
    NOTHING("without Dosync") {
      @Override
      void add(Weld weld) {}
    },
    LISTENING("with an extension that only listens") {
      @Override
      void add(Weld weld) {
        weld.addExtensions(new Listening());
      }
    },
    DOSYNC("with Dosync") {
      @Override
      void add(Weld weld) {
        weld.addExtensions(new DosyncExtension());
      }
    };

    final String text;

    With(String text) {
      this.text = text;
    }

    abstract void add(Weld weld);
  }

  private Start() {}

  /** How many beans there are, and what is to be there beside them. */
  public static void main(String... arguments) throws ClassNotFoundException {
    Class<?>[] beans = new Class<?>[Integer.parseInt(arguments[0])];
    for (int i = 0; i < beans.length; i++) {
      beans[i] = Class.forName(StartBeans.name(i));
    }
    ConfigProvider.getConfig(); // whose own start is not what is measured, as that of logging
    System.getLogger("start").log(INFO, "{0} beans", beans.length);
    start(new Weld().disableDiscovery().addBeanClasses(beans), With.valueOf(arguments[1]));
  }

  private static void start(Weld weld, With with) {
    long begin = System.nanoTime();
    long beginOnProcessor = onProcessor();
    with.add(weld);
    WeldContainer container = weld.initialize();
    System.out.println((System.nanoTime() - begin) / 1e6);
    System.out.println((onProcessor() - beginOnProcessor) / 1e6);
    container.close();
  }

  private static long onProcessor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
