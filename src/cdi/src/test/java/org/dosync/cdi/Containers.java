package org.dosync.cdi;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Containers of a few beans, with a configuration of their own. */
final class Containers {

  private Containers() {}

  static WeldContainer start(Map<String, String> values, Class<?>... beans) {
    Properties properties = new Properties();
    properties.putAll(values);
    return start(new Configuration(new SystemSource(properties, Map.of())), beans);
  }

  static WeldContainer start(Configuration configuration, Class<?>... beans) {
    return new Weld()
        .containerId("test-" + System.nanoTime())
        .disableDiscovery()
        .addExtension(new DosyncExtension(configuration))
        .addBeanClasses(beans)
        .initialize();
  }

  /** Why they are refused. */
  static List<String> problems(Map<String, String> values, Class<?>... beans) {
    try (WeldContainer container = start(values, beans)) {
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
}
