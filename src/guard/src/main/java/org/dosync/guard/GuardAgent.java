package org.dosync.guard;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls: by {@code -javaagent:dosync-guard.jar}, by {@code Launcher-Agent-Class} in
 * the manifest of an executable jar, or when it is attached to a JVM that runs. It must be there
 * before the first transaction of an application.
 *
 * <p>Its arguments are the settings, {@code key=value} with commas between them, as the system
 * properties {@code dosync.guard.*} without that prefix; those go before.
 */
public final class GuardAgent {

  private GuardAgent() {}

  /**
   * Called before {@code main}.
   *
   * @param arguments settings, or null
   * @param instrumentation of the JVM
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    Installer.install(arguments, instrumentation, "premain");
  }

  /**
   * Called when it is attached, or by the launcher of a jar.
   *
   * @param arguments settings, or null
   * @param instrumentation of the JVM
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    Installer.install(arguments, instrumentation, "agentmain");
  }
}
