package org.dosync.probe;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.dosync.SideEffectInTransactionException;
import org.dosync.Transaction;
import org.dosync.guard.Guard;
import org.dosync.guard.GuardAgent;

/** Attaches the guard to a JVM in which it can't weave, and tells what is left of it. */
public final class Failing {

  private static int fileWoven;

  private Failing() {}

  /**
   * Takes whether nothing is woven, or all and then there is an error; and whether to try again.
   */
  public static void main(String[] arguments) throws Exception {
    Instrumentation real = ByteBuddyAgent.install();
    try {
      GuardAgent.agentmain(null, failing(real, arguments[0].equals("error")));
    } catch (IllegalStateException e) {
      System.out.println("failed: " + e.getMessage());
    }
    System.out.println("File: " + fileWoven);
    System.out.println("status: " + Guard.status());
    if (arguments[1].equals("again")) {
      GuardAgent.agentmain(null, real);
      System.out.println("installed: " + Guard.status().installed());
    }
    System.out.println("guarded: " + Transaction.isGuarded());
    System.out.println("refused: " + isRefused());
  }

  private static boolean isRefused() {
    try {
      Transaction.dosync(() -> new File("\0").setReadOnly());
      return false;
    } catch (SideEffectInTransactionException e) {
      return true;
    }
  }

  private static Instrumentation failing(Instrumentation real, boolean afterwards) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            Failing.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              boolean weaves = method.getName().equals("retransformClasses");
              if (weaves && Arrays.asList((Class<?>[]) arguments[0]).contains(File.class)) {
                fileWoven++;
              }
              if (weaves && !afterwards) {
                return null;
              }
              Object result = invoke(real, method, arguments);
              if (weaves && fileWoven == 1) {
                throw new UnmodifiableClassException("on purpose");
              }
              return result;
            });
  }

  private static Object invoke(
      Instrumentation real, java.lang.reflect.Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
