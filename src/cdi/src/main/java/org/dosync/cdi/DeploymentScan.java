package org.dosync.cdi;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The static scan of dosync-guard at deployment, for those who want it. It is known by its name:
 * that module need not be there.
 */
final class DeploymentScan {

  static final String KEY = "dosync.scan";

  private static final System.Logger LOGGER = System.getLogger("org.dosync");
  private static final String SCAN = "org.dosync.guard.Scan";

  /** What becomes of what is found. */
  private enum Mode {
    OFF,
    WARN,
    FAIL
  }

  private final Set<Class<?>> beans = ConcurrentHashMap.newKeySet();

  /** If the bean has transactions, whatever is in its directory or jar is scanned. */
  void note(Bean<?> bean, Annotations annotations, Kinds kinds) {
    for (Method method : bean.getBeanClass().getDeclaredMethods()) {
      if (Bound.find(Dosync.class, method, annotations, bean.getStereotypes(), kinds) != null) {
        beans.add(bean.getBeanClass());
      }
    }
  }

  /**
   * Scans if it is configured.
   *
   * @return what the deployment fails for
   */
  List<String> problems(Configuration configuration) {
    Mode mode = mode(configuration);
    List<String> found = mode == Mode.OFF ? List.of() : findings();
    if (mode == Mode.FAIL) {
      return found;
    }
    found.forEach(finding -> LOGGER.log(WARNING, finding));
    return List.of();
  }

  private static Mode mode(Configuration configuration) {
    String text = configuration.find(KEY);
    try {
      return text == null ? Mode.OFF : Mode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\" is none of off, warn and fail", e);
    }
  }

  private List<String> findings() {
    try {
      List<String> found = new ArrayList<>();
      for (Object finding : scan(Class.forName(SCAN, true, loader()))) {
        found.add(problem(finding.toString()));
      }
      return found;
    } catch (ClassNotFoundException absent) {
      return List.of(problem("there is no scan without dosync-guard on the class path"));
    } catch (InvocationTargetException e) {
      return List.of(problem("the scan has failed: " + e.getCause()));
    } catch (ReflectiveOperationException | URISyntaxException | FileSystemNotFoundException e) {
      return List.of(problem("can't scan: " + e));
    }
  }

  private Collection<?> scan(Class<?> type)
      throws ReflectiveOperationException, URISyntaxException {
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> bean : beans) {
      CodeSource source = bean.getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        places.add(Path.of(source.getLocation().toURI()));
      }
    }
    Object scan =
        type.getMethod("of", Collection.class, ClassLoader.class).invoke(null, places, loader());
    return (Collection<?>) type.getMethod("findings").invoke(scan);
  }

  private static ClassLoader loader() {
    ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
    return ofApplication == null ? DeploymentScan.class.getClassLoader() : ofApplication;
  }

  private static String problem(String text) {
    return Checks.problem(31, KEY, text);
  }
}
