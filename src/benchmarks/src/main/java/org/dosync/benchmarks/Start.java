package org.dosync.benchmarks;

import static java.lang.System.Logger.Level.INFO;

import java.lang.management.ManagementFactory;
import org.dosync.cdi.DosyncExtension;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Starts one container with many beans, and prints how many milliseconds that took, and how many of
 * them the thread had a processor.
 */
public final class Start {

  private Start() {}

  /** How many beans there are, and {@code with} if Dosync is to be there. */
  public static void main(String... arguments) throws ClassNotFoundException {
    Class<?>[] beans = new Class<?>[Integer.parseInt(arguments[0])];
    for (int i = 0; i < beans.length; i++) {
      beans[i] = Class.forName(StartBeans.name(i));
    }
    ConfigProvider.getConfig(); // whose own start is not what is measured, as that of logging
    System.getLogger("start").log(INFO, "{0} beans", beans.length);
    start(new Weld().disableDiscovery().addBeanClasses(beans), arguments[1].equals("with"));
  }

  private static void start(Weld weld, boolean withDosync) {
    long begin = System.nanoTime();
    long beginOnProcessor = onProcessor();
    if (withDosync) {
      weld.addExtensions(new DosyncExtension());
    }
    WeldContainer container = weld.initialize();
    System.out.println((System.nanoTime() - begin) / 1e6);
    System.out.println((onProcessor() - beginOnProcessor) / 1e6);
    container.close();
  }

  private static long onProcessor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
